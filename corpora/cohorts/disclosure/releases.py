"""Which groups of a cohort may still be shown, given all that have been: over questions, days and processes."""

from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.disclosure.ledger import Ledger, Release
from corpora.cohorts.disclosure.policy import Policy, read_policy
from corpora.cohorts.disclosure.snapshot import Snapshot, load_snapshot, save_snapshot
from corpora.cohorts.disclosure.span import Span, Verdict
from corpora.cohorts.store import Cohort
from corpora.errors import SourcierError

_SAVED_EVERY = 8


class Releases:
    """What has been released of a cohort, and whether a group may be.

    The invariant, with s the policy's ``smallest_cell`` (at least 11), over everything ever released of the cohort,
    the number of its patients included:

    1. No group of 1 to s - 1 patients has its count in the linear span of the counts released: no sum, difference,
       tracker, complement or margin tells it. What is linear in outcomes (numbers of events) is covered alike: of two
       nested groups, the larger has none or at least s patients more.
    2. Two groups whose outcomes were released differ by none or at least s patients, counted on both sides together;
       with the policy's ``differ_on_each_side``, on each side.

    Proof. It holds for the empty record: the cohort has at least s patients, or nothing is released. A group is
    released only if (1) :class:`~corpora.cohorts.disclosure.span.Span` proves it of the span with the group in it, or
    the group already lies in the span, which then does not change; and (2) its members have been compared with every
    group on record. The record is written and synced before the group is shown, and read again under the same lock
    before the next decision, in whatever process. Empty groups and groups of 1 to s - 1 are refused alike, so a
    refusal does not say which.

    What it does not cover: what a refusal itself tells (that something among the group, the cohort and what was shown
    before differs by few), bounds that are not exact, counts known from elsewhere, and the same patients imported again.
    """

    def __init__(self, folder: Path, n: int, policy: Policy) -> None:
        self.policy = policy
        self._folder = folder
        self._n = n
        self._exhausted = False
        self._begin()

    @classmethod
    def open(cls, cohort: Cohort) -> "Releases":
        """The releases of a cohort, under the policy in its folder.

        Raises
        ------
        SourcierError
            The policy or the record of releases cannot be read.
        """
        releases = cls(cohort.folder, cohort.n, read_policy(cohort.folder))
        with releases._ledger.locked():
            releases._catch_up()
        return releases

    def release(self, members: NDArray[np.bool_], *, bears_outcomes: bool = False) -> bool:
        """Whether a group may be shown; if so, that it was is on record when this returns.

        Parameters
        ----------
        members
            Of the cohort's patients, in the order of its rows. Shape (n,).
        bears_outcomes
            Whether more than its count is to be shown: a survival curve, a hazard ratio, a median.

        Raises
        ------
        SourcierError
            The record of releases cannot be read or written.
        """
        return self.release_all([members], bears_outcomes=bears_outcomes)[0]

    def release_all(self, groups: Sequence[NDArray[np.bool_]], *, bears_outcomes: bool = False) -> list[bool]:
        """Whether each of several groups (arms, the cells of a table) may be shown, in order of preference.

        Each is decided with those before it taken as shown. Parameters and errors as in :meth:`release`.
        """
        with self._ledger.locked():
            self._catch_up()
            before = len(self._released)
            allowed = [self._decide(self._packed(members), bears_outcomes) for members in groups]
            if new := self._released[before:]:
                try:
                    self._ledger.append(new)
                except SourcierError:
                    # What is not on record has not been shown: begin again from the record.
                    self._begin()
                    raise
                self._save()
        return allowed

    def refusal(self) -> SourcierError:
        """The reason that a person is given: it tells nothing of the group.

        ``disclosure.not_disclosable`` whatever the cause, or ``disclosure.exhausted`` once too much has been shown of the
        cohort for any new group to be.
        """
        key = "disclosure.exhausted" if self._exhausted else "disclosure.not_disclosable"
        return SourcierError(key, smallest=self.policy.smallest_cell)

    def substitute(self, members: NDArray[np.bool_], *, most_different: float = 0.1) -> NDArray[np.bool_] | None:
        """A group already shown that is nearly the one refused, to be shown (and named) in its place.

        For groups of similar patients, whose edge is a matter of choice; never for a count of stated criteria.

        Parameters
        ----------
        most_different
            Patients in one group and not in the other, as a share of ``members``.
        """
        group = self._packed(members)
        best, least = None, most_different * _size(group)
        for release in self._released:
            different = _size(group ^ release.members)
            if different <= least:
                best, least = release.members, different
        return None if best is None else np.unpackbits(best, count=self._n).astype(bool)

    def _decide(self, group: NDArray[np.uint8], bears_outcomes: bool) -> bool:
        digest = _digest(group)
        if digest in self._known and (self._known[digest] or not bears_outcomes):
            return True
        if self._span is None or _size(group) < self.policy.smallest_cell:
            return False
        if bears_outcomes and not self._apart(group):
            return False
        verdict, bases = self._span.consider(group)
        full = verdict is Verdict.SAFE and self._span.rank >= self.policy.most_releases
        self._exhausted = self._exhausted or full or verdict is Verdict.EXHAUSTED
        if verdict is Verdict.SAFE and not full:
            self._span.add(group, bases)
        elif verdict is not Verdict.KNOWN:
            return False
        self._remember(Release(group, bears_outcomes, verdict is Verdict.KNOWN))
        return True

    def _apart(self, group: NDArray[np.uint8]) -> bool:
        """Whether the group differs by none, or by enough, from each whose outcomes were released."""
        words, size, smallest = group.view(np.uint64), _size(group), self.policy.smallest_cell
        for release in self._released:
            if not release.bears_outcomes:
                continue
            shared = int(np.bitwise_count(words & release.members.view(np.uint64)).sum(dtype=np.int64))
            here, there = size - shared, _size(release.members) - shared
            if 0 < here + there < smallest:
                return False
            if self.policy.differ_on_each_side and (0 < here < smallest or 0 < there < smallest):
                return False
        return True

    def _begin(self) -> None:
        self._ledger = Ledger(self._folder, self._n)
        self._span = Span(self._n, self.policy.smallest_cell) if self._n >= self.policy.smallest_cell else None
        self._known: dict[bytes, bool] = {}
        self._released: list[Release] = []
        self._digests: list[bytes] = []
        self._saved = 0

    def _catch_up(self) -> None:
        new = list(self._ledger.new())
        snapshot = None if self._released or self._span is None else self._snapshot(new)
        for at, release in enumerate(new):
            if snapshot is not None and at < len(snapshot.digests):
                self._remember(release, snapshot.digests[at].tobytes())
                continue
            if not release.derived and self._span is not None:
                self._span.add(release.members)
            self._remember(release)

    def _snapshot(self, releases: list[Release]) -> Snapshot | None:
        """The snapshot that fits the record, put into the span."""
        checksums = [release.checksum for release in releases]
        snapshot = load_snapshot(self._ledger.folder, checksums, self.policy.smallest_cell)
        if snapshot is not None and self._span is not None:
            held = releases[: len(snapshot.digests)]
            self._span.restore([release.members for release in held if not release.derived], snapshot.bases)
            self._saved = len(held)
        return snapshot

    def _save(self) -> None:
        """Write a snapshot, now and then."""
        if self._span is None or len(self._released) < self._saved + max(_SAVED_EVERY, self._saved // 8):
            return
        digests = np.frombuffer(b"".join(self._digests), np.uint8).reshape(-1, 16)
        checksums = [release.checksum for release in self._released]
        snapshot = Snapshot(digests, self._span.bases)
        # The record is whole without it: on a full disk the next opening takes longer.
        with suppress(OSError):
            save_snapshot(self._ledger.folder, snapshot, checksums, self.policy.smallest_cell)
        self._saved = len(self._released)

    def _remember(self, release: Release, digest: bytes | None = None) -> None:
        digest = digest or _digest(release.members)
        self._known[digest] = self._known.get(digest, False) or release.bears_outcomes
        self._released.append(release)
        self._digests.append(digest)

    def _packed(self, members: NDArray[np.bool_]) -> NDArray[np.uint8]:
        if members.shape != (self._n,) or members.dtype != np.bool_:
            raise ValueError(f"a mask over {self._n} patients was expected")
        packed = np.zeros(self._ledger.width, np.uint8)
        packed[: -(-self._n // 8)] = np.packbits(members)
        return packed


def _size(group: NDArray[np.uint8]) -> int:
    return int(np.bitwise_count(group.view(np.uint64)).sum(dtype=np.int64))


def _digest(group: NDArray[np.uint8]) -> bytes:
    return blake2b(group.tobytes(), digest_size=16).digest()

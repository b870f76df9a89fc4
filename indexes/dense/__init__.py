"""The dense index: passages by the nearness of their vectors. Derived from the store; may be deleted at any time."""

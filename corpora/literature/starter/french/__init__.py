"""The starter library's terms and conclusions in French, as tab-separated pairs."""

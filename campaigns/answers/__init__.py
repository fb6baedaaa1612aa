"""Questions about the law that a page answers in its first line (PRODUCT.md C1: 政策解读)."""

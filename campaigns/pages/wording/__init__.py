"""Which words of a page are wrong, stale or nobody's business before it goes out?"""

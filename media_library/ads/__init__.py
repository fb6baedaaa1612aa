"""Ad review, whole: evidence, reading, rules, cases and decisions."""

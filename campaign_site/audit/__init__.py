"""The audit trail: who did what, in a chain that shows tampering. Import from `.recording` and `.chain`."""

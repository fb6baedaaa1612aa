"""A house of one room, for killing its workers: parcels owe their delivery, and a delivery takes its time."""

"""Who gets in at the addresses of places?"""

ROWS = {"campaign_site.place": lambda spot: spot.village}

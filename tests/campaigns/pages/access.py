"""Who gets in at the public pages?"""

from tests.access_table import anyone

DOORS = {"check": anyone(), "reading-mode": anyone()}

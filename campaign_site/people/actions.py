"""How does a person get an account, its roles and a new password? The verbs behind the account screens."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import Unit, User
from campaign_site.people.roles import APART, ROLES

LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"


@dataclass(frozen=True)
class Account:
    """What an account is opened with."""

    username: str
    name: str
    unit: Unit
    roles: tuple[str, ...]


def random_password() -> str:
    """Return a password to read out and type on a phone: three groups of four, nothing that looks like another."""
    groups = ["".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(2)]
    return "-".join([groups[0].title(), groups[1], "".join(secrets.choice(DIGITS) for _ in range(4))])


def check_roles(roles: Collection[str]) -> None:
    """Raise ValidationError when a role is unknown, or one that must stay apart is held with another."""
    unknown = set(roles) - set(ROLES)
    if unknown:
        raise ValidationError(f"没有这样的角色：{'、'.join(sorted(unknown))}。")
    apart = [ROLES[key].name for key in roles if key in APART]
    if apart and len(set(roles)) > 1:
        raise ValidationError(f"{'、'.join(apart)}不能与别的角色兼任：管理、审计、业务须是不同的人。请只留一个。")


@transaction.atomic
def make_user(account: Account, *, by: Any = None) -> tuple[User, str]:
    """Open an account; return the user and the password, which is kept nowhere and must be changed at first use."""
    check_roles(account.roles)
    password = random_password()
    user = User(username=account.username, name=account.name, unit=account.unit, must_change_password=True)
    user.set_password(password)
    user.full_clean()
    user.save()
    user.groups.set(Group.objects.filter(name__in=account.roles))
    record(by, "people.make_user", user, after={"unit": str(account.unit), "roles": sorted(account.roles)})
    return user, password


@transaction.atomic
def give_roles(user: User, roles: Collection[str], *, by: Any = None) -> None:
    """Make the user's roles exactly these. Nobody changes their own."""
    held = set(user.groups.values_list("name", flat=True))
    if held == set(roles):
        return
    if by is not None and by.pk == user.pk:
        raise ValidationError("不能改自己的角色。请另一位系统管理员来改。")
    check_roles(roles)
    user.groups.set(Group.objects.filter(name__in=roles))
    record(by, "people.give_roles", user, before={"roles": sorted(held)}, after={"roles": sorted(roles)})


@transaction.atomic
def reset_password(user: User, *, by: Any = None) -> str:
    """Give the user a new random password, to be changed at first use; return it. Old sign-ins end at once."""
    password = random_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record(by, "people.reset_password", user)
    return password

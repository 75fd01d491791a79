"""Accounts, the roles given to them, and the keys by which programs act for them."""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from motcua.base import clock
from motcua.spine import access

ERASED = "da-xoa-"  # how the sign-in name of an erased account begins; nobody may choose such a name


class Kind(models.TextChoices):
    """Whom an account stands for."""

    CITIZEN = "citizen", "citizen"
    STAFF = "staff", "staff"


class Accounts(BaseUserManager["Account"]):
    """Make and find accounts."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """Make one account; without a password nobody can sign in to it."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who signs in; the full personal number is kept apart, in `IdNumber`."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CITIZEN)
    id_number_masked = models.CharField(max_length=20, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="identity_account_username_any_case"),
            models.UniqueConstraint(
                fields=["phone"], condition=~Q(phone=""), name="identity_account_one_phone"
            ),
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="identity_account_one_email"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="identity_account_kind_known"),
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=r"^\+?[0-9]{8,15}$"),
                name="identity_account_phone_digits",
            ),
        ]

    def __str__(self) -> str:
        """Show a person by name."""
        return self.full_name


def citizen_username() -> str:
    """Return a name for the account of a citizen, who signs in by telephone and need not know it."""
    return f"dan-{secrets.token_hex(6)}"


class IdNumber(models.Model):
    """The personal identification number of one account, alone in its table so that it can be erased."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE)
    number = models.CharField(max_length=12, unique=True)

    class Meta:
        db_table = "identity_id_number"


class Grant(models.Model):
    """A role given to an account, at a unit, for a time; the unit's code is text, since units stand above."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20)
    unit = models.CharField(max_length=40, blank=True, default="")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    delegated_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="lent")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "unit", "from_at", "delegated_by"],
                nulls_distinct=False,
                name="identity_grant_once_from_each",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[str(role) for role in access.Role]), name="identity_grant_role_known"
            ),
            models.CheckConstraint(
                condition=Q(until_at__isnull=True) | Q(until_at__gt=F("from_at")),
                name="identity_grant_from_before_until",
            ),
            models.CheckConstraint(
                condition=Q(delegated_by__isnull=True) | Q(until_at__isnull=False),
                name="identity_grant_lent_for_a_time",
            ),
            models.CheckConstraint(
                condition=Q(delegated_by__isnull=True) | ~Q(delegated_by=F("account")),
                name="identity_grant_lent_to_another",
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="identity_grant_unit_role")]


class ApiToken(models.Model):
    """A key by which a program acts for one account: only its digest is kept, and not when it was last used."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=100)
    digest = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "identity_api_token"
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("made_at")),
                name="identity_api_token_made_before_expiry",
            ),
        ]

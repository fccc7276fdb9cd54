"""Agencies, duties, people and the roles they hold. No decisions here: those are in rules."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from mamori.accounts.rules import Letters, Role


class Agency(models.Model):
    """A body of the state, with the days it exists; what it did before passes to its successor."""

    abbreviation = models.CharField(max_length=20, primary_key=True)
    order = models.PositiveSmallIntegerField()
    name_ja = models.TextField()
    name_en = models.TextField()
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    note_ja = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.abbreviation


class Duty(models.Model):
    key = models.CharField(max_length=60, primary_key=True)
    name_ja = models.TextField()
    name_en = models.TextField()

    def __str__(self) -> str:
        return self.key


class DutyHolding(models.Model):
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="holdings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="holdings")
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    source_ja = models.TextField(blank=True)
    source_en = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last=None) | Q(first=None) | Q(last__gte=F("first")),
                name="accounts_holding_days_in_order",
            ),
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(last__isnull=True),
                name="accounts_duty_has_one_holder_now",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id}: {self.agency_id}"


class People(BaseUserManager["User"]):
    """Found by address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    letters = models.CharField(
        max_length=10, choices=[(c.value, c.name) for c in Letters], default=Letters.DAILY
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = People()

    def __str__(self) -> str:
        return f"person {self.pk}"  # never the name: this reaches the logs


class RoleHeld(models.Model):
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=[(r.value, r.name) for r in Role])
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    first = models.DateField()
    last = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last=None) | Q(last__gte=F("first")),
                name="accounts_role_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} held by person {self.user_id}"


class Demonstration(models.Model):
    """One row, or none. While it stands, this database holds invented people only (§4.1)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="accounts_demonstration_once")
        ]

    def __str__(self) -> str:
        return "demonstration"

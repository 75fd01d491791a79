"""The pages of accounts: those of django-allauth that this house uses, at Vietnamese addresses, and no others."""

from allauth.account import views
from django.urls import path, re_path

from motcua.base import doors
from motcua.spine.access import Act
from motcua.systems.identity import portal

_before = doors.public("before signing in nobody is known yet")
_own = doors.guarded(Act.ACCOUNT_OWN)

urlpatterns = [
    path("", portal.after_sign_in, name="account"),
    path("dang-nhap/", _before(views.login), name="account_login"),
    path("dang-xuat/", _before(views.logout), name="account_logout"),
    path("dang-ky/", _before(views.signup), name="account_signup"),
    path("da-khoa/", _before(views.account_inactive), name="account_inactive"),
    path("mat-khau/doi/", _own(views.password_change), name="account_change_password"),
    path("mat-khau/quen/", _before(views.password_reset), name="account_reset_password"),
    path("mat-khau/quen/da-gui/", _before(views.password_reset_done), name="account_reset_password_done"),
    path(
        "mat-khau/moi/xong/",
        _before(views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^mat-khau/moi/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _before(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]

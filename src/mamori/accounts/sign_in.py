"""The pages of allauth that are used here, each with its access said; the rest do not exist."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from csp.decorators import csp_update
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from mamori.accounts.access import guarded_by_allauth, open_to_all

# Its QR code is an image inside the page.
activate_app = csp_update({"img-src": ["data:"]})(totp.activate_totp)


@guarded_by_allauth
def change_password(request: HttpRequest) -> HttpResponse:
    """Who has no password, like the invented people of a demonstration, has none to change (§4.1)."""
    if request.user.is_authenticated and not request.user.has_usable_password():
        raise PermissionDenied
    answer: HttpResponse = account.password_change(request)
    return answer


urlpatterns = [
    path("sign-in/", open_to_all(account.login), name="account_login"),
    path("sign-out/", open_to_all(account.logout), name="account_logout"),
    path(
        "sign-in/again/", guarded_by_allauth(account.reauthenticate), name="account_reauthenticate"
    ),
    path("password/", change_password, name="account_change_password"),
    path("second-factor/", guarded_by_allauth(mfa.index), name="mfa_index"),
    path("second-factor/check/", open_to_all(mfa.authenticate), name="mfa_authenticate"),
    path("second-factor/again/", guarded_by_allauth(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/app/", guarded_by_allauth(activate_app), name="mfa_activate_totp"),
    path(
        "second-factor/app/remove/",
        guarded_by_allauth(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "second-factor/codes/",
        guarded_by_allauth(codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-factor/codes/new/",
        guarded_by_allauth(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "second-factor/codes/file/",
        guarded_by_allauth(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/", guarded_by_allauth(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("passkeys/add/", guarded_by_allauth(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "passkeys/<int:pk>/edit/",
        guarded_by_allauth(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "passkeys/<int:pk>/remove/",
        guarded_by_allauth(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "passkeys/again/",
        guarded_by_allauth(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("passkeys/sign-in/", open_to_all(webauthn.login_webauthn), name="mfa_login_webauthn"),
]

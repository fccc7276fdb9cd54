"""Outside a demonstration: nobody enters without a second factor or a passkey."""

from playwright.sync_api import Page, expect

from tests.journeys.walk import ADDRESS, PASSWORD, faults


def sign_in(page: Page) -> None:
    page.goto("/en/staff/sign-in/?next=/en/staff/accounts/people/")
    page.fill("[name=login]", ADDRESS)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def with_an_authenticator(page: Page) -> None:
    """A passkey of the kind a telephone holds, answered as if a finger lay on it."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_a_person_adds_a_passkey_and_enters_with_it(chromium, site_for_work):
    context = chromium.new_context(base_url=site_for_work)
    page = context.new_page()
    with_an_authenticator(page)

    page.goto("/en/staff/accounts/demonstration/")
    expect(page.locator("h1")).to_have_text("No such page")

    sign_in(page)
    expect(page.locator("h1")).not_to_have_text("People")
    assert "/staff/second-factor/" in page.url
    assert faults(page) == []

    page.goto("/en/staff/passkeys/add/")
    expect(page.locator("h1")).to_have_text("Confirm Access")
    assert faults(page) == []
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator("h1")).to_have_text("Add Security Key")
    assert faults(page) == []
    page.fill("[name=name]", "Telephone")
    page.locator("#id_passwordless").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/staff/**codes**")
    page.goto("/en/staff/accounts/people/")
    expect(page.locator("h1")).to_have_text("People")

    page.goto("/en/staff/sign-out/")
    with page.expect_navigation():  # the blank forms leave the device first
        page.get_by_role("button", name="Sign Out").click()
    page.goto("/en/staff/sign-in/?next=/en/staff/accounts/people/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("h1")).to_have_text("People")
    context.close()


def test_a_wrong_password_says_nothing_about_who_is_there(chromium, site_for_work):
    page = chromium.new_page(base_url=site_for_work)
    said = []
    for address in (ADDRESS, "nobody@ministry.example"):
        page.goto("/en/staff/sign-in/")
        page.fill("[name=login]", address)
        page.fill("[name=password]", "not the password")
        page.get_by_role("button", name="Sign in", exact=True).click()
        said.append(page.get_by_role("alert").inner_text())
    assert said[0] == said[1]
    page.close()

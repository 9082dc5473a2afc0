#!/usr/bin/python3
# account.py: becoming somebody, forgetting a password, moving to another address, and every way to do these to
# somebody else (ASSURANCE A04-A14, A19, A20).  Through nginx, with the mails the sink took.  Prints TAP.

import concurrent.futures
import email
import email.policy
import os
import random
import re
import subprocess
import time

from world import (RUN, Event, WORLD, directory, hurry, letters, log_of, mail_to, marquee, new_id, promise, run, server_of, sql,
                   wait_until)
from desk import SITE, Browser, User

GOOD = "seven small lanterns drift"
OTHER = "nine loud trumpets at dawn"


# --- what people do ------------------------------------------------------------------------------------------

def fresh():
    """Nobody has tried anything yet: all tests come from one address."""
    directory("DELETE FROM rate")
    subprocess.run(["python3", "-c", "import socket, sys\ns = socket.socket(socket.AF_UNIX)\ns.connect(sys.argv[1])\n"
                    "s.sendall(b'flush_all\\r\\n')\ns.recv(99)", os.path.join(RUN, "memcached.sock")], check=True)


def somebody():
    return "a%s@example.net" % letters(new_id())


def sign_up(address, b=None, password=GOOD, name="Ada Test", prefix=""):
    b = b or Browser()
    page = b.get(prefix + "/account/sign-up").page
    reply = b.post(prefix + "/account/sign-up", {**page.fields, "name": name, "email": address, "password": password,
                                                 "zone": "Europe/Lisbon"})
    return b, reply


def mail_about(address, words, n=1):
    """The newest of at least n mails to an address with these words in the subject."""
    def there():
        found = [m for m in mail_to(address) if words in m["Subject"]]
        return found[-1] if len(found) >= n else None
    return wait_until(there, 30, lambda: "%d mails about %s to %s, but %s"
                      % (n, words, address, [m["Subject"] for m in mail_to(address)]))


def link_in(mail):
    """The link of a mail as it stands in both of its parts, without the site."""
    text = mail.get_body(("plain",)).get_content()
    found = re.findall(r"^(https?://\S+\?token=\S+)$", text, re.M)
    assert len(found) == 1, text
    assert found[0].startswith(SITE + "/"), found[0]
    assert found[0] in mail.get_body(("html",)).get_content().replace("&amp;", "&"), "HTML says something else"
    return found[0].removeprefix(SITE)


def use(b, link, **fields):
    """Open a link from a mail and press its button."""
    path = link.partition("?")[0]
    reply = b.get(link)
    assert reply.status == 200, (link, reply.status, reply.location)
    return b.post(path, {**reply.page.fields, **fields})


def new_person(prefix="", name="Ada Test"):
    """Somebody who signed up and is in: address and browser."""
    address = somebody()
    b, reply = sign_up(address, prefix=prefix, name=name)
    assert reply.status == 303, (reply.status, reply.page.wrong)
    reply = use(b, link_in(mail_about(address, "dresse" if prefix else "Confirm")))
    assert reply.status == 303, (reply.status, reply.text)
    return address, b


def account_of(address):
    rows = directory("SELECT account_id FROM email_claim WHERE email = '%s'" % address)
    return int(rows[0][0]) if rows else 0


def is_in(b):
    return b.get("/account").status == 200


def stored(what):
    """Whether a text is anywhere in what both servers keep."""
    dump = ""
    for server in ("db0", "db1"):
        for database in ("marquee_shard", "marquee_directory"):
            user = subprocess.run(["id", "-un"], stdout=subprocess.PIPE, text=True).stdout.strip()
            dump += subprocess.run(["mariadb-dump", "--no-defaults", "--socket=%s/%s.sock" % (RUN, server), "--user=" + user,
                                    "--skip-hex-blob", "--no-create-info", database], stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL).stdout.decode("latin-1")
    return what in dump


def at_once(n, do):
    with concurrent.futures.ThreadPoolExecutor(n) as pool:
        return list(pool.map(do, range(n)))


# --- signing up -----------------------------------------------------------------------------------------------

def who_signs_up_and_proves_the_address_is_in():
    fresh()
    address = somebody()
    b, reply = sign_up(address)
    assert reply.status == 303 and reply.location == "/account/sent", (reply.status, reply.location)
    page = b.get("/account/sent")
    assert address in page.text, "it says where the mail goes"
    assert account_of(address) == 0, "claimed before it was proved"
    assert not is_in(b)
    link = link_in(mail_about(address, "Confirm"))
    for _ in range(5):  # as mail scanners do, without anybody's cookies
        assert Browser().get(link).status == 200
    assert account_of(address) == 0, "looking claims nothing"
    reply = use(b, link)
    assert reply.status == 303 and reply.location == "/account", (reply.status, reply.text)
    assert is_in(b) and "Ada Test" in b.get("/account").text
    account = account_of(address)
    row = sql(server_of(account), "SELECT state, time_zone, language FROM account WHERE id = %d" % account)
    assert row == [("active", "Europe/Lisbon", "en")], row
    assert Browser().sign_in(address, GOOD).status == 303
    assert "does not work any more" in b.get(link).text


def another_browser_says_the_password_too():
    fresh()
    address = somebody()
    sign_up(address)
    link = link_in(mail_about(address, "Confirm"))
    other = Browser()
    page = other.get(link).page
    assert "password" in page.fields, "whoever clicks could be somebody else than who signed up"
    reply = use(other, link, password=OTHER)
    assert reply.status == 422 and "password" in reply.page.wrong, reply.status
    assert account_of(address) == 0
    reply = use(other, link, password=GOOD)
    assert reply.status == 303 and is_in(other), reply.status


def a_taken_address_looks_the_same_and_its_owner_hears_of_it():
    fresh()
    taken, b = new_person()
    account = account_of(taken)
    said = []
    for address in (taken, somebody()):
        b, reply = sign_up(address, password=OTHER, name="Mallory")
        sent = b.get(reply.location)
        said.append((reply.status, reply.location, sent.status, bare(sent.text).replace(address, "")))
    assert said[0] == said[1], said
    mail = mail_about(taken, "already")
    assert "token=" not in mail.as_string() and "Mallory" not in mail.as_string()
    assert account_of(taken) == account
    assert Browser().sign_in(taken, OTHER).status == 422 and Browser().sign_in(taken, GOOD).status == 303


def bare(text):
    text = re.sub(r'name="csrf" value="[^"]*"', "", text)
    return re.sub(r"[0-9a-f]{32}", "", text)


def one_of_two_who_sign_up_for_one_address_gets_it():
    fresh()
    address = somebody()
    first, _ = sign_up(address)
    one = link_in(mail_about(address, "Confirm"))
    second, _ = sign_up(address, password=OTHER)
    two = link_in(mail_about(address, "Confirm", 2))
    assert one != two
    pages = [first.get(one).page.fields, second.get(two).page.fields]
    replies = at_once(2, lambda i: (first, second)[i].post("/account/verify", pages[i]))
    assert sorted(r.status for r in replies) == [200, 303], [r.status for r in replies]
    loser = [r for r in replies if r.status == 200][0]
    assert "belongs to an account already" in loser.text
    assert account_of(address) != 0


def what_is_typed_wrong_is_said_and_kept():
    fresh()
    b = Browser()
    for fields, wrong in (({"password": "short"}, "password"), ({"password": "password1"}, "password"),
                          ({"password": "marquee marquee"}, "password"), ({"email": "nobody"}, "email"), ({"name": ""}, "name"),
                          ({"name": "x" * 101}, "name"), ({"password": ""}, "password")):
        page = b.get("/account/sign-up").page
        sent = {**page.fields, "name": "Ada Test", "email": somebody(), "password": GOOD, "zone": "", **fields}
        reply = b.post("/account/sign-up", sent)
        assert reply.status == 422 and list(reply.page.wrong) == [wrong], (fields, reply.status, reply.page.wrong)
        assert reply.page.fields["email"] == sent["email"] and reply.page.fields["password"] == ""


def a_zone_that_is_none_is_no_obstacle():
    fresh()
    address, b = somebody(), Browser()
    page = b.get("/account/sign-up").page
    assert b.post("/account/sign-up", {**page.fields, "name": "Ada", "email": address, "password": GOOD,
                                       "zone": "Mars/Olympus"}).status == 303
    assert use(b, link_in(mail_about(address, "Confirm"))).status == 303


def it_speaks_german():
    fresh()
    address, b = new_person(prefix="/de")
    mail = mail_about(address, "Bestätige deine Adresse")
    assert "/de/account/verify?token=" in mail.as_string().replace("=\n", "").replace("=3D", "=")
    account = account_of(address)
    assert sql(server_of(account), "SELECT language FROM account WHERE id = %d" % account) == [("de",)]


def a_mail_for_an_account_does_not_carry_what_a_stranger_typed():
    fresh()
    address = somebody()
    sign_up(address, name="Win money at evil.example")
    mail = mail_about(address, "Confirm")
    assert "evil" not in mail.get_body(("plain",)).get_content() + mail.get_body(("html",)).get_content()
    assert "evil" not in str(mail["To"])


# --- links -----------------------------------------------------------------------------------------------------

def a_link_is_used_once_however_many_try():
    fresh()
    address = somebody()
    b, _ = sign_up(address)
    link = link_in(mail_about(address, "Confirm"))
    fields = b.get(link).page.fields

    def once(_):
        other = Browser()
        other.cookies = dict(b.cookies)
        return other.post("/account/verify", fields, patient=False).status
    fresh()
    answers = at_once(30, once)
    assert answers.count(303) == 1 and set(answers) <= {200, 303, 429}, answers

    address, b = new_person()
    b.post("/account/forgotten", {"csrf": b.proof("/account/forgotten"), "email": address})
    link = link_in(mail_about(address, "A new password"))
    other = Browser()
    fields = {**other.get(link).page.fields, "password": OTHER}

    def again(i):
        third = Browser()
        third.cookies = dict(other.cookies)
        return third.post("/account/reset", {**fields, "password": OTHER + str(i)}, patient=False).status
    answers = at_once(30, again)
    assert answers.count(303) == 1 and set(answers) <= {200, 303, 429, 503}, answers
    account = account_of(address)
    n = sql(server_of(account), "SELECT COUNT(*) FROM audit WHERE subject_id = %d AND deed = 'account_reset'" % account)
    assert n == [("1",)], n


def links_are_nowhere_but_in_the_mail():
    fresh()
    address = somebody()
    b, _ = sign_up(address)
    link = link_in(mail_about(address, "Confirm"))
    secret = link.partition("token=")[2]
    assert len(secret) == 13 + 1 + 43, secret
    assert not stored(secret.partition(".")[2]), "the secret is in a table"
    b.get(link)
    time.sleep(1.5)  # nginx's log is written a second late
    for name in os.listdir(os.path.join(WORLD, "log")):
        with open(os.path.join(WORLD, "log", name), errors="replace") as f:
            assert secret.partition(".")[2] not in f.read(), name


def wrong_links_and_old_ones_are_none():
    fresh()
    address, b = new_person()
    account = account_of(address)
    for _ in range(2):
        b.post("/account/forgotten", {"csrf": b.proof("/account/forgotten"), "email": address})
    mail_about(address, "A new password", 2)
    links = [link_in(m) for m in mail_to(address) if "A new password" in m["Subject"]]
    good = [link for link in links if "Choose a new password" in Browser().get(link).page.words and
            "does not work" not in Browser().get(link).text]
    assert len(good) == 1, "a newer one ends the older"
    token = good[0].partition("token=")[2]
    for wrong in ("", "x", token[:-1], token + "x", token[:-1] + ("A" if token[-1] != "A" else "B"), letters(new_id()) + token[13:],
                  token.replace(".", "-"), "0" * 80, "%00", "a" * 300, token.upper()):
        reply = Browser().get("/account/reset?token=" + wrong)
        assert reply.status == 200 and "does not work any more" in reply.text, (wrong, reply.status)
    for path in ("/account/verify", "/account/objection"):
        assert "does not work any more" in Browser().get(path + "?token=" + token).text, "made for another deed"
    sql(server_of(account), "UPDATE token SET expires_at = NOW(3) - INTERVAL 1 SECOND WHERE account_id = %d" % account)
    assert "does not work any more" in Browser().get(good[0]).text
    minutes = sql(server_of(account), "SELECT MAX(TIMESTAMPDIFF(MINUTE, created_at, expires_at)) FROM token WHERE "
                  "purpose <> 'objection' AND ended_at IS NULL AND expires_at > NOW()")[0][0]
    assert minutes == "NULL" or int(minutes) <= 60, minutes


def the_site_in_a_link_is_ours():
    fresh()
    address, b = new_person()
    proof = b.proof("/account/forgotten")
    for headers in ({"X-Forwarded-Host": "evil.example"}, {"Forwarded": "host=evil.example"}):
        reply = b.post("/account/forgotten", {"csrf": proof, "email": address}, headers=headers)
        assert reply.status == 303, reply.status
    reply = b.post("/account/forgotten", {"csrf": proof, "email": address}, headers={"Host": "evil.example"})
    for mail in [mail_about(address, "A new password", 2)] + mail_to(address):
        assert "evil" not in mail.as_string()
        if "token=" in mail.as_string():
            link_in(mail)


# --- a forgotten password ------------------------------------------------------------------------------------------

def a_new_password_ends_what_the_old_one_began():
    fresh()
    address, b = new_person()
    devices = [b]
    for _ in range(2):
        other = Browser()
        assert other.sign_in(address, GOOD).status == 303
        devices.append(other)
    cookies = [dict(d.cookies) for d in devices]
    stranger = Browser()
    reply = stranger.post("/account/forgotten", {"csrf": stranger.proof("/account/forgotten"), "email": address.upper()})
    assert reply.status == 303 and reply.location == "/account/sent", reply.status
    link = link_in(mail_about(address, "A new password"))
    assert all(is_in(d) for d in devices), "asking ends nothing"
    reply = use(stranger, link, password="short")
    assert reply.status == 422 and "password" in reply.page.wrong, reply.status
    reply = use(stranger, link, password=OTHER)
    assert reply.status == 303 and reply.location == "/account/sign-in", (reply.status, reply.text)
    for old in cookies:
        replay = Browser()
        replay.cookies = dict(old)
        assert not is_in(replay), "an old cookie still works"
    assert not is_in(stranger), "they sign in by themselves"
    assert Browser().sign_in(address, GOOD).status == 422 and Browser().sign_in(address, OTHER).status == 303
    mail_about(address, "was changed")


def nobody_hears_nothing_and_is_told_the_same():
    fresh()
    address, _ = new_person()
    said = []
    nobody = somebody()
    for who in (address, nobody):
        b = Browser()
        reply = b.post("/account/forgotten", {"csrf": b.proof("/account/forgotten"), "email": who})
        sent = b.get(reply.location)
        said.append((reply.status, reply.location, bare(sent.text).replace(who, "")))
    assert said[0] == said[1], said
    mail_about(address, "A new password")
    assert mail_to(nobody) == []


def who_is_locked_gets_no_link():
    fresh()
    address, b = new_person()
    assert marquee("user", "disable", address)[0] == 0
    assert not is_in(b), "still in"
    b = Browser()
    b.post("/account/forgotten", {"csrf": b.proof("/account/forgotten"), "email": address})
    account = account_of(address)
    time.sleep(3)
    assert not [m for m in mail_to(address) if "A new password" in m["Subject"]]
    assert sql(server_of(account), "SELECT 1 FROM token WHERE account_id = %d AND purpose = 'reset'" % account) == []


def an_operators_new_password_ends_everything():
    fresh()
    user = User()
    b = user.browser()
    assert is_in(b)
    status, said = marquee("user", "password", user.email)
    assert status == 0, said
    assert not is_in(b), "still in by the old password"
    assert Browser().sign_in(user.email, said.split("\t")[1].strip()).status == 303


# --- changing what one has ----------------------------------------------------------------------------------------

def a_password_is_changed_by_who_knows_it():
    fresh()
    address, b = new_person()
    other = Browser()
    other.sign_in(address, GOOD)
    page = b.get("/account/password").page
    assert b.post("/account/password", {**page.fields, "old": OTHER, "password": OTHER}).status == 422
    reply = b.post("/account/password", {**page.fields, "old": GOOD, "password": "12345678"})
    assert reply.status == 422 and "password" in reply.page.wrong, reply.page.wrong
    before = b.cookies["__Host-session"]
    reply = b.post("/account/password", {**page.fields, "old": GOOD, "password": OTHER})
    assert reply.status == 303, reply.status
    assert is_in(b) and b.cookies["__Host-session"] != before and not is_in(other)
    replay = Browser()
    replay.cookies = {"__Host-session": before}
    assert not is_in(replay), "the session of before lives on"
    assert Browser().sign_in(address, OTHER).status == 303
    mail_about(address, "was changed")


def an_address_is_changed_by_who_reads_both():
    fresh()
    address, b = new_person()
    account, new = account_of(address), somebody()
    sql(server_of(account), "UPDATE session SET fresh_at = NOW() - INTERVAL 11 MINUTE WHERE account_id = %d" % account)
    reply = b.get("/account/address")
    assert reply.status == 303 and reply.location.startswith("/account/confirm"), "the password first"
    assert b.post("/account/address", {"csrf": b.proof("/account"), "email": new}).location.startswith("/account/confirm")
    reply = b.post("/account/confirm", {"csrf": b.proof("/account/confirm"), "password": GOOD, "next": "/account/address"})
    assert reply.location == "/account/address", reply.location
    page = b.get("/account/address").page
    assert b.post("/account/address", {**page.fields, "email": address}).status == 422, "the same one"
    assert b.post("/account/address", {**page.fields, "email": new}).status == 303
    told = mail_about(address, "about to get another")
    assert new in told.as_string()
    link = link_in(mail_about(new, "Confirm your new"))
    assert account_of(new) == 0 and is_in(b)
    assert Browser().get(link).location.startswith("/account/sign-in?next="), "only who is signed in"
    stranger = User().browser()
    assert "does not work any more" in stranger.get(link).text, "and to that account"
    assert stranger.post("/account/address/confirm", {"csrf": stranger.proof("/account"),
                                                      "token": link.partition("token=")[2]}).status == 200
    assert account_of(new) == 0
    b.post("/account/forgotten", {"csrf": b.proof("/account/forgotten"), "email": address})
    reset = link_in(mail_about(address, "A new password"))
    reply = use(b, link)
    assert reply.status == 303, (reply.status, reply.text)
    assert account_of(new) == account
    assert new in b.get("/account").text
    assert "does not work any more" in Browser().get(reset).text, "links to the old address are over"
    mail_about(address, "has another address now")
    hurry(server_of(account))
    sql("db0", "UPDATE email_claim SET claimed_at = NOW(3) - INTERVAL 1 HOUR WHERE email = '%s'" % address,
        "marquee_directory")
    hurry(server_of(account))
    wait_until(lambda: account_of(address) == 0, 30, "the old address is free again")
    assert Browser().sign_in(new, GOOD).status == 303 and Browser().sign_in(address, GOOD).status == 422
    return address, new, account


def who_lost_an_address_takes_it_back():
    address, new, account = an_address_is_changed_by_who_reads_both()
    thief = Browser()
    assert thief.sign_in(new, GOOD).status == 303
    link = link_in(mail_about(address, "has another address now"))
    for _ in range(5):
        Browser().get(link)
    assert is_in(thief)
    owner = Browser()
    reply = use(owner, link)
    assert reply.status == 303 and reply.location == "/account/sent", (reply.status, reply.text)
    assert account_of(address) == account and not is_in(thief)
    assert thief.sign_in(new, GOOD).status == 422 and thief.sign_in(address, GOOD).status == 422
    reset = link_in(mail_about(address, "A new password", 2))
    assert use(owner, reset, password=OTHER).status == 303
    assert owner.sign_in(address, OTHER).status == 303
    assert "does not work any more" in Browser().get(link).text
    early = link_in(mail_about(address, "about to get another"))
    assert "does not work any more" in Browser().get(early).text


def an_objection_before_the_move_stops_it():
    fresh()
    address, b = new_person()
    new = somebody()
    page = b.get("/account/address").page
    assert b.post("/account/address", {**page.fields, "email": new}).status == 303
    link, stop = link_in(mail_about(new, "Confirm your new")), link_in(mail_about(address, "about to get another"))
    assert use(Browser(), stop).status == 303
    assert not is_in(b)
    owner = Browser()
    assert use(owner, link_in(mail_about(address, "A new password")), password=OTHER).status == 303
    assert owner.sign_in(address, OTHER).status == 303
    assert "does not work any more" in owner.get(link).text
    assert account_of(new) == 0


def an_address_of_somebody_else_is_not_given_away():
    fresh()
    address, b = new_person()
    taken = User()
    page = b.get("/account/address").page
    reply = b.post("/account/address", {**page.fields, "email": taken.email})
    assert reply.status == 303 and taken.email in b.get("/account").text, "said as if it were free"
    mail_about(taken.email, "already")
    assert not [m for m in mail_to(taken.email) if "token=" in m.as_string()]
    assert account_of(taken.email) == taken.id


def name_language_and_zone_are_theirs_to_choose():
    fresh()
    address, b = new_person()
    page = b.get("/account/profile").page
    assert page.fields["name"] == "Ada Test" and page.fields["time_zone"] == "Europe/Lisbon", page.fields
    reply = b.post("/account/profile", {**page.fields, "name": "Ada <b>King</b>", "language": "de", "time_zone": "Asia/Tokyo"})
    assert reply.status == 303, (reply.status, reply.page.wrong)
    assert "Ada &lt;b&gt;King&lt;/b&gt;" in b.get("/account").text
    for wrong in ({"name": ""}, {"language": "xx"}, {"time_zone": "Mars/Olympus"}, {"name": "a\u202eb"}):
        assert b.post("/account/profile", {**page.fields, **wrong}).status == 422, wrong
    b.post("/account/forgotten", {"csrf": b.proof("/account/forgotten"), "email": address})
    mail_about(address, "Ein neues Passwort")


def notices_are_theirs_to_choose():
    fresh()
    address, b = new_person()
    account = account_of(address)
    page = b.get("/account/notices")
    assert page.text.count(" checked") == 2, page.text.count(" checked")
    reply = b.post("/account/notices", {"csrf": page.page.fields["csrf"], "reminder_hours": "1"})
    assert reply.status == 303
    rows = sql(server_of(account), "SELECT kind, wanted FROM notice_preference WHERE account_id = %d ORDER BY kind" % account)
    assert rows == [("organizer_message", "0"), ("reminder_day", "0"), ("reminder_hours", "1")], rows


# --- too often ------------------------------------------------------------------------------------------------------

def nobodys_inbox_is_flooded():
    fresh()
    address = somebody()
    answers = []
    for _ in range(5):
        b = Browser()
        fields = {**b.get("/account/sign-up").page.fields, "name": "Ada", "email": address, "password": GOOD}
        answers.append(b.post("/account/sign-up", fields, patient=False).status)
    assert answers == [303, 303, 303, 429, 429], answers
    # From everywhere in the world, and with what mail servers take for the same mailbox.
    fresh()
    flooded = somebody()
    for i in range(20):
        account = new_id(200)
        sql("db0", "INSERT INTO account (id, email, name) VALUES (%d, '%s', 'Ada')"
            % (account, flooded if i % 2 else flooded.replace("@", "+%d@" % i)))
        job = promise("mail_account", account, '{"what":"verify"}')
    wait_until(lambda: not sql("db0", "SELECT 1 FROM job WHERE kind = 'mail_account' AND state <> 'done'"), 60, "all are done")
    local = flooded.partition("@")[0]
    got = 0
    for name in os.listdir(os.path.join(WORLD, "mail")):
        with open(os.path.join(WORLD, "mail", name), "rb") as f:
            got += local in str(email.message_from_binary_file(f, policy=email.policy.default)["X-Sink-To"])
    assert 8 <= got <= 8 + 4, got  # as many more as there are workers


def a_forgetful_cache_lets_nobody_try_more():
    fresh()
    address, _ = new_person()
    fresh()
    answers = []
    for i in range(30):
        b = Browser()
        if i % 3 == 0:
            subprocess.run(["python3", "-c", "import socket, sys\ns = socket.socket(socket.AF_UNIX)\ns.connect(sys.argv[1])\n"
                            "s.sendall(b'flush_all\\r\\n')\ns.recv(99)", os.path.join(RUN, "memcached.sock")], check=True)
        answers.append(b.post("/account/sign-in", {"email": address, "password": "wrong %d" % i, "next": "",
                                                   "csrf": b.proof()}, patient=False).status)
    assert answers.count(422) == 10 and set(answers[10:]) == {429}, answers


def a_strangers_tries_keep_nobody_out_of_their_own_browser():
    fresh()
    address, mine = new_person()
    mine.post("/account/sign-out", {"csrf": mine.proof("/account")})
    for _ in range(12):
        b = Browser()
        last = b.post("/account/sign-in", {"email": address, "password": "wrong", "next": "", "csrf": b.proof()}, patient=False)
    assert last.status == 429
    b = Browser()
    assert b.post("/account/sign-in", {"email": address, "password": GOOD, "next": "", "csrf": b.proof()},
                  patient=False).status == 429
    assert mine.cookies.get("__Host-device"), "it is known"
    reply = mine.post("/account/sign-in", {"email": address, "password": GOOD, "next": "", "csrf": mine.proof()}, patient=False)
    assert reply.status == 303, reply.status
    # The cookie is worth nothing to who steals it but ten tries, nothing for another account, and cannot be made up.
    thief = Browser()
    thief.cookies = {"__Host-device": mine.cookies["__Host-device"]}
    answers = [thief.post("/account/sign-in", {"email": address, "password": "wrong", "next": "", "csrf": thief.proof()},
                          patient=False).status for _ in range(12)]
    assert answers.count(422) <= 10 and answers[-1] == 429, answers
    forged = Browser()
    cookie = mine.cookies["__Host-device"]
    forged.cookies = {"__Host-device": cookie[:14] + "A" * 22 + cookie[36:]}
    assert forged.post("/account/sign-in", {"email": address, "password": GOOD, "next": "", "csrf": forged.proof()},
                       patient=False).status == 429


# --- nothing to be read from how long it takes ------------------------------------------------------------------------

def quick(took):
    """How long it takes when nothing else is in the way: the mean of the quickest third."""
    third = sorted(took)[:max(1, len(took) // 3)]
    return sum(third) / len(third)


def differs(one, other, chance):
    """How likely so large a difference is when there is none, by shuffling (a permutation test), and the difference."""
    seen = abs(quick(one) - quick(other))
    both, n, larger = one + other, len(one), 0
    for _ in range(1000):
        chance.shuffle(both)
        larger += abs(quick(both[:n]) - quick(both[n:])) >= seen
    return (larger + 1) / 1001, seen


def times(ask, known, unknown, n):
    """How long answers take for two kinds of address, in turns, so that whatever else goes on meets both."""
    took = ([], [])
    for i in range(2 * n):
        if i % 4 == 0:
            directory("DELETE FROM rate")
        which, who = i % 2, (known, unknown)[i % 2]()
        for _ in range(9):  # nginx may find that somebody asks too fast
            began = time.perf_counter()
            status = ask(who).status
            seconds = time.perf_counter() - began
            if status != 429:
                break
            time.sleep(0.5)
        assert status in (303, 422), status
        took[which].append(seconds)
    return took


def measure(name, ask, known, unknown):
    """As often as it takes to be sure that half a hash (10 ms) would be seen; then there must be nothing to see."""
    chance, took = random.Random(1), ([], [])
    for _ in range(3):
        for had, more in zip(took, times(ask, known, unknown, 25)):
            had.extend(more)
        if differs(took[0], [t + 0.01 for t in took[1]], chance)[0] < 0.01:
            break
    else:
        print("# %s: too much else goes on here to measure milliseconds" % name)
        return
    likely, seen = differs(took[0], took[1], chance)
    assert likely > 0.001 or seen < 0.001, "%s: %.1f ms apart, p = %.4f" % (name, seen * 1000, likely)


def asks(path):
    """A way to send a form about an address."""
    b = Browser()
    proof = b.proof(path)
    fields = {"/account/sign-in": {"password": "wrong", "next": ""}, "/account/sign-up": {"password": GOOD, "name": "A"}}
    return lambda who: b.post(path, {"email": who, "csrf": proof, **fields.get(path, {})}, patient=False)


FORMS = ("/account/sign-in", "/account/sign-up", "/account/forgotten")


def how_long_it_takes_tells_nothing():
    fresh()
    address, _ = new_person()
    for path in FORMS:
        measure(path, asks(path), lambda: address, somebody)


def as_much_is_done_for_nobody():
    """What no busy machine can hide: databases are asked as often."""
    fresh()
    address, _ = new_person()
    for path in FORMS:
        done, ask = [], asks(path)
        for who in (address, somebody(), address, somebody()):
            fresh()
            request = ask(who).header("X-Request-Id")[0]
            line = wait_until(lambda: [one for one in log_of("account") if one.get("request") == request and "statements" in one],
                              10, "it is logged")[0]
            done.append(line["statements"])
        assert len(set(done)) == 1, (path, done)


# --- whose session it is ------------------------------------------------------------------------------------------------

def a_lost_cache_mixes_nobody_up():
    fresh()
    people = [new_person(name="Canary %s" % letters(new_id())) for _ in range(3)]
    names = []
    for address, b in people:
        account = account_of(address)
        names.append(sql(server_of(account), "SELECT name FROM account WHERE id = %d" % account)[0][0])
    flush = subprocess.Popen(["python3", "-c", "import socket, sys, time\ns = socket.socket(socket.AF_UNIX)\ns.connect(sys.argv[1])\n"
                              "while True:\n s.sendall(b'flush_all\\r\\n')\n s.recv(99)\n time.sleep(.1)",
                              os.path.join(RUN, "memcached.sock")])
    try:
        def look(i):
            which = i % 3
            b = Browser()
            b.cookies = dict(people[which][1].cookies)
            reply = b.get("/account")
            assert reply.status == 200, reply.status
            return [n for n in names if n in reply.text] == [names[which]]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            assert all(pool.map(look, range(150)))
    finally:
        flush.kill()
        flush.wait()
    b = Browser()
    b.cookies = {"__Host-session": people[0][1].cookies["__Host-session"][:14] + people[1][1].cookies["__Host-session"][14:]}
    assert not is_in(b)


# --- what was ordered before ------------------------------------------------------------------------------------------

def order_for(event, address, name="Ada Guest"):
    """A registered order of one ticket, as the database has it."""
    order, ticket = new_id(event.organizer >> 51), new_id(event.organizer >> 51)
    sql(event.server, """
        INSERT INTO orders (id, event_id, occurrence_id, organizer_id, state, email, name, currency, tickets, key_number,
                            expires_at, placed_at)
        VALUES ({o}, {e}, {d}, {g}, 'paid', '{m}', '{n}', 'EUR', 1, 1, NOW(3), NOW(3));
        INSERT INTO ticket (id, order_id, event_id, occurrence_id, organizer_id, ticket_type_id, position, code, key_number,
                            name, email)
        VALUES ({t}, {o}, {e}, {d}, {g}, {y}, 1, '{c}', 1, '{n}', '{m}');
        """.format(o=order, t=ticket, e=event.id, d=event.date, g=event.organizer, y=event.type, m=address, n=name,
                   c=letters(ticket)[-10:].upper()))
    return order, ticket


def forget_orders(event):
    for server in ("db0", "db1"):
        sql(server, "DELETE FROM my_ticket WHERE event_id = %d" % event.id)
    sql(event.server, "DELETE FROM ticket_copy WHERE ticket_id IN (SELECT id FROM ticket WHERE event_id = {e});"
        "DELETE FROM ticket WHERE event_id = {e}; DELETE FROM orders WHERE event_id = {e}".format(e=event.id))


def my_tickets(account):
    return sql(server_of(account), "SELECT ticket_id, state, title, revision FROM my_ticket WHERE account_id = %d "
               "AND state <> 'gone'" % account)


def who_proves_an_address_finds_what_it_ordered():
    fresh()
    event, address = Event(title="An evening before the account", shard=3000), somebody()
    try:
        order, ticket = order_for(event, address)
        promise("ticket_copy", order)
        wait_until(lambda: directory("SELECT 1 FROM order_email WHERE email = '%s'" % address), 20, "it is noted")
        b, _ = sign_up(address)
        assert use(b, link_in(mail_about(address, "Confirm"))).status == 303
        account = account_of(address)
        wait_until(lambda: my_tickets(account) == [(str(ticket), "valid", event.title, "1")], 20, lambda: my_tickets(account))
        assert sql(event.server, "SELECT account_id FROM orders WHERE id = %d" % order) == [(str(account),)]
        assert sql(event.server, "SELECT account_id FROM ticket WHERE id = %d" % ticket) == [(str(account),)]
        # One more as a guest, now that the address is known.
        order, second = order_for(event, address)
        promise("ticket_copy", order)
        wait_until(lambda: len(my_tickets(account)) == 2, 20, "a guest's order is found, too")
        # And away it goes: to somebody who is nobody yet.
        other = somebody()
        sql(event.server, "UPDATE ticket SET email = '%s', revision = 2 WHERE id = %d; UPDATE orders SET version = version + 1 "
            "WHERE id = %d" % (other, second, order))
        promise("ticket_copy", order)
        wait_until(lambda: len(my_tickets(account)) == 1, 20, "it is not theirs any more")
        b, _ = sign_up(other)
        assert use(b, link_in(mail_about(other, "Confirm"))).status == 303
        theirs = account_of(other)
        wait_until(lambda: my_tickets(theirs) == [(str(second), "valid", event.title, "2")], 20, lambda: my_tickets(theirs))
    finally:
        forget_orders(event)
        event.forget()


def settle():
    """Claims that were for nothing end at once, and not in five minutes when others look."""
    directory("UPDATE email_claim SET claimed_at = NOW(3) - INTERVAL 1 HOUR")
    for server in ("db0", "db1"):
        sql(server, "UPDATE job SET run_at = NOW(3) WHERE state = 'waiting' AND kind = 'address_release'")
        wait_until(lambda: not sql(server, "SELECT 1 FROM job WHERE kind = 'address_release' AND state <> 'done'"), 30,
                   "no claim is open")


if __name__ == "__main__":
    tests = [who_signs_up_and_proves_the_address_is_in, another_browser_says_the_password_too,
         a_taken_address_looks_the_same_and_its_owner_hears_of_it, one_of_two_who_sign_up_for_one_address_gets_it,
         what_is_typed_wrong_is_said_and_kept, a_zone_that_is_none_is_no_obstacle, it_speaks_german,
         a_mail_for_an_account_does_not_carry_what_a_stranger_typed, a_link_is_used_once_however_many_try,
         links_are_nowhere_but_in_the_mail, wrong_links_and_old_ones_are_none, the_site_in_a_link_is_ours,
         a_new_password_ends_what_the_old_one_began, nobody_hears_nothing_and_is_told_the_same, who_is_locked_gets_no_link,
         an_operators_new_password_ends_everything,
         a_password_is_changed_by_who_knows_it, who_lost_an_address_takes_it_back, an_objection_before_the_move_stops_it,
         an_address_of_somebody_else_is_not_given_away, name_language_and_zone_are_theirs_to_choose,
         notices_are_theirs_to_choose, nobodys_inbox_is_flooded, a_forgetful_cache_lets_nobody_try_more,
         a_strangers_tries_keep_nobody_out_of_their_own_browser, how_long_it_takes_tells_nothing, as_much_is_done_for_nobody, a_lost_cache_mixes_nobody_up,
         who_proves_an_address_finds_what_it_ordered]
    try:
        run(tests)
    finally:
        settle()

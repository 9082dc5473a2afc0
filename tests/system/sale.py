#!/usr/bin/python3
# sale.py: a sale goes on while workers are killed, the cache hangs and the search is away: who was told that they are
# registered is, once, with mail promised; who was not asks again, with the same form, and is.

import concurrent.futures
import http.client
import os
import random
import signal
import threading
import time

from world import Event, Stopped, letters, run, sql, wait_until, workers_of
from desk import Browser


class Sale(Event):
    """A published event with free tickets, of which so many are left."""

    def __init__(self, cap):
        super().__init__("A sale in a storm", 100)
        self.field = "n_" + letters(self.type)
        sql(self.server, "UPDATE ticket_type SET kind = 'free', price = 0 WHERE id = %d; UPDATE quota SET capacity = %d "
            "WHERE id = %d; UPDATE stock_slot SET cap = %d WHERE quota_id = %d"
            % (self.type, cap, self.quota, cap, self.quota))

    def number(self, what):
        return int(sql(self.server, what % self.id)[0][0])

    def adds_up(self, orders):
        """So many are registered, each with one ticket and the mail it is owed, and the counter says so."""
        assert self.number("SELECT COUNT(*) FROM orders WHERE event_id = %d AND state = 'paid'") == orders
        assert self.number("SELECT COUNT(*) FROM ticket WHERE event_id = %d AND state = 'valid'") == orders
        assert self.number("SELECT SUM(s.sold) FROM stock_slot s JOIN quota q ON q.id = s.quota_id "
                           "WHERE q.event_id = %d") == orders
        for kind in ("order_mail", "ticket_copy"):
            assert self.number("SELECT COUNT(*) FROM job j JOIN orders o ON o.id = j.subject_id "
                               "WHERE o.event_id = %d AND j.kind = '" + kind + "'") == orders, kind


    def forget(self):
        """What was sold, too, and what was promised of it."""
        orders = "(SELECT id FROM orders WHERE event_id = %d)" % self.id
        sql(self.server, "".join(
            ["DELETE FROM job WHERE subject_id IN %s;" % orders,
             "DELETE FROM audit WHERE organizer_id = %d;" % self.organizer,
             "DELETE FROM request_key WHERE owner_id = %d OR owner_id IN %s;" % (self.id, orders),
             "DELETE FROM person_stock WHERE ticket_type_id = %d;" % self.type,
             "DELETE FROM ticket_stock WHERE quota_id = %d;" % self.quota] +
            ["DELETE FROM %s WHERE order_id IN %s;" % (table, orders) for table in ("hold", "stock_move", "ticket", "order_line")] +
            ["DELETE FROM orders WHERE event_id = %d" % self.id]))
        super().forget()


def patiently(ask):
    """As a person would: again while there is no answer, or one that says to come again."""
    for _ in range(30):
        try:
            reply = ask()
        except (OSError, http.client.HTTPException):
            reply = None
        if reply is not None and reply.status < 500:
            return reply
        time.sleep(0.3)
    raise AssertionError("never answered: %s" % (reply and reply.status))


def register(sale, number):
    """Hold one and register it, with the same form until it is answered."""
    b = Browser()
    reply = patiently(lambda: b.post("/checkout/hold", {"event": letters(sale.id), sale.field: "1"}))
    assert reply.status == 303, (reply.status, reply.page.wrong)
    path = reply.location
    fields = patiently(lambda: b.get(path)).page.fields
    reply = patiently(lambda: b.post(path, {"csrf": fields["csrf"], "key": fields["key"], "name": "Ada",
                                            "email": "ada%d@example.org" % number}))
    assert reply.status == 303, (reply.status, reply.page.wrong)
    reply = patiently(lambda: b.get(path))
    assert reply.status == 200 and "You are registered." in reply.text


def everybody(sale, people):
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: register(sale, n), range(people)))


def killed_workers_lose_and_double_nothing():
    sale, end, kills = Sale(500), threading.Event(), [0]

    def kill():
        while not end.wait(0.05):
            victims = workers_of("checkout")
            if victims:
                os.kill(random.choice(victims), signal.SIGKILL)
                kills[0] += 1

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        everybody(sale, 300 if os.environ.get("MARQUEE_LONG") else 30)
    finally:
        end.set()
        killer.join()
    assert kills[0] > 1, kills
    wait_until(lambda: Browser().get("/checkout/hold?event=" + letters(sale.id)).status == 200, 20, "checkout is back")
    sale.adds_up(300 if os.environ.get("MARQUEE_LONG") else 30)
    sale.forget()


def the_cache_is_not_needed():
    sale = Sale(20)
    with Stopped("memcached"):
        everybody(sale, 4)
    sale.adds_up(4)
    sale.forget()


def nor_is_the_search():
    sale = Sale(20)
    with Stopped("search"):
        everybody(sale, 4)
    sale.adds_up(4)
    sale.forget()


run([killed_workers_lose_and_double_nothing, the_cache_is_not_needed, nor_is_the_search])

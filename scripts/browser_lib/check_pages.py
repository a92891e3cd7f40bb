"""Opens the HTML reports in Chromium and checks what a reader would meet. Called by scripts/browser-test."""

import argparse
import pathlib
import re
import sys
import tempfile
import time

import samples
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright


class Checks:
    """Counts what passed, and says what did not."""

    def __init__(self):
        self.passed = 0
        self.failures = []

    def expect(self, is_so, what):
        if is_so:
            self.passed += 1
        else:
            self.failures.append(what)
            print(f"browser-test: failed: {what}", file=sys.stderr)

    def equal(self, found, wanted, what):
        self.expect(found == wanted, f"{what}: found {found!r}, wanted {wanted!r}")


class Opened:
    """A page, with all that it said and asked for while it was open."""

    def __init__(self, browser, path, width=1400, scheme="light"):
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.messages = []
        self.requests = []
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.messages.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))
        start = time.monotonic()
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("#status:not(:empty)")
        self.seconds = time.monotonic() - start

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()


def check_quiet(checks, browser, path):
    """The page opens without a message, and asks for nothing but itself; nothing sticks out at any width."""
    for width in (320, 360, 768, 1400):
        for scheme in ("light", "dark"):
            with Opened(browser, path, width, scheme) as opened:
                where = f"{path.parent.name}/{path.name} at {width} px, {scheme}"
                checks.equal(opened.messages, [], f"{where}: messages")
                checks.equal(opened.requests, [path.as_uri()], f"{where}: requests")
                open_all(opened.page)
                excess = opened.page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth")
                checks.equal(excess, 0, f"{where}: pixels that stick out")
                if width in (360, 1400):
                    check_axe(checks, opened.page, where)


def open_all(page):
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


def check_axe(checks, page, where):
    """Names, roles, order and contrast, by axe-core's rules."""
    results = Axe().run(page)
    for violation in results.response["violations"]:
        nodes = [node["html"][:160] + " " + node.get("failureSummary", "")[:300] for node in violation["nodes"][:3]]
        checks.expect(False, f"{where}: {violation['id']}: {violation['help']}: {nodes}")
    checks.expect(results.response["passes"], f"{where}: axe-core ran no rule")


def status(page):
    """(first, last, found) of the list."""
    text = page.inner_text("#status").replace(",", "")
    found = re.match(r"(\d+) to (\d+) of (\d+)", text)
    return tuple(map(int, found.groups())) if found else (0, 0, 0)


def numbers(page):
    """The longest runs of the matches listed."""
    return [int(text.replace(",", "").split()[0]) for text in page.locator(".measures strong").all_inner_texts()]


def wait(is_so):
    """Waits until it is so, a few seconds at most. (The pages' policy forbids the browser's own way of waiting.)"""
    for _ in range(100):
        if is_so():
            return
        time.sleep(0.05)


def check_list(checks, browser, path, wanted_count):
    """Filters, search, order and pages do what they say."""
    with Opened(browser, path) as opened:
        page = opened.page
        checks.equal(status(page), (1, 10, wanted_count), "the list at first")
        longest = numbers(page)
        checks.equal(longest, sorted(longest, reverse=True), "the longest run is first")

        page.click("#next")
        checks.equal(status(page), (11, 20, wanted_count), "the next page")
        page.click("#previous")
        checks.equal(status(page), (1, 10, wanted_count), "the page before")
        page.select_option("#size", "100")
        checks.equal(page.locator(".match").count(), 100, "matches of a page of 100")
        page.select_option("#size", "10")

        page.select_option("#order", "shortest")
        shortest = numbers(page)
        checks.equal(shortest, sorted(shortest), "the shortest run is first")
        checks.expect(shortest[0] < longest[0], "the shortest run is shorter than the longest")
        page.select_option("#order", "longest")

        option = page.locator("#subset option", has_text="coding")
        in_option = int(re.search(r"\((\d+)\)", option.inner_text()).group(1))
        page.select_option("#subset", option.get_attribute("value"))
        checks.equal(status(page)[2], in_option, "matches of the subset")
        titles = page.locator(".match h3").all_inner_texts()
        checks.expect(titles and all(" · coding · " in title for title in titles), "every match is of the subset")

        page.fill("#least", "30")
        wait(lambda: status(page)[2] != in_option)
        checks.expect(all(number >= 30 for number in numbers(page)), "runs of at least 30 tokens")
        checks.expect(0 < status(page)[2] < in_option, "fewer matches with the longer runs")
        page.click("#filters button[type=reset]")
        wait(lambda: status(page)[2] == wanted_count)
        checks.equal(status(page), (1, 10, wanted_count), "the list when the filters are cleared")

        word = "harbour pilots"
        page.fill("#search", word.upper())
        wait(lambda: status(page)[2] != wanted_count)
        texts = page.locator(".match").all_inner_texts()
        checks.expect(0 < status(page)[2] < wanted_count, "the search finds some")
        checks.expect(all(all(part in text.lower() for part in word.split()) for text in texts), "what is found has the words")
        page.fill("#search", "no text has this word")
        wait(lambda: page.inner_text("#status").startswith("No match"))
        checks.equal(page.locator(".match").count(), 0, "matches where nothing is found")


def check_keyboard(checks, browser, path):
    """All of it can be reached and used by keys."""
    with Opened(browser, path) as opened:
        page = opened.page
        page.keyboard.press("Tab")
        checks.equal(page.evaluate("document.activeElement.textContent"), "Skip to the evidence", "the first stop")
        reached = set()
        for _ in range(80):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        checks.expect({"search", "subset", "source", "least", "order", "SUMMARY"} <= reached, f"stops: {sorted(reached)}")
        page.focus("#next")
        page.keyboard.press("Enter")
        checks.equal(status(page)[0], 11, "Enter on Next")
        checks.expect(page.evaluate("document.activeElement.matches('.match:first-child')"), "the first match has the focus")
        page.keyboard.press("j")
        checks.expect(page.evaluate("document.activeElement.matches('.match:nth-child(2)')"), "J goes to the next match")
        page.keyboard.press("k")
        checks.expect(page.evaluate("document.activeElement.matches('.match:first-child')"), "K goes back")


def check_hostile(checks, browser, path):
    """Text that is markup shows as text; what is invisible is shown."""
    with Opened(browser, path) as opened:
        page = opened.page
        checks.equal(opened.messages, [], "messages of hostile text")
        checks.equal(page.evaluate("typeof window.wasRun"), "undefined", "text that ran")
        checks.equal(page.locator("img, a[href^=http], iframe").count(), 0, "elements from the data")
        checks.equal(page.locator("script").count(), 2, "scripts")
        page.fill("#search", "onerror")
        wait(lambda: "in this page" in page.inner_text("#status"))
        text = page.inner_text(".match .side.record .text")
        checks.expect("<img src=x onerror='window.wasRun = 2'>" in text, "markup in a record is shown as it is")
        signs = page.locator(".match .side.record .sign").all_inner_texts()
        for sign in ("U+202E", "U+2028", "U+200B", "U+FEFF", "U+0007"):
            checks.expect(sign in signs, f"{sign} is shown as a sign: {signs}")
        page.click(".match summary")
        command = page.inner_text(".match pre")
        checks.expect("'a name with spaces & <b>'\\''quotes'\\''.jsonl'" in command, f"the file is quoted: {command}")


def check_print(checks, browser, path):
    """On paper: no controls, all numbers."""
    with Opened(browser, path) as opened:
        page = opened.page
        page.emulate_media(media="print")
        for part in ("#filters", "#pager", "header nav"):
            checks.expect(not page.is_visible(part), f"{part} is not printed")
        checks.expect(page.is_visible(".match mark") and page.is_visible(".chart"), "evidence and charts are printed")
        checks.expect(len(page.pdf()) > 20_000, "a PDF")


def check_compare(checks, browser, path):
    """The comparison's page has its three sets of prompts and their evidence."""
    with Opened(browser, path) as opened:
        page = opened.page
        checks.equal(opened.messages, [], "messages of the comparison")
        text = page.inner_text("body")
        for words in ("v0.1", "v0.2", "No longer matched", "Still matched", "Newly matched", "synthetic-web"):
            checks.expect(words in text, f"the comparison names {words}")
        values = page.locator("#division option").all_inner_texts()
        checks.expect(len(values) >= 3, f"its matches can be divided: {values}")
        page.select_option("#division", index=1)
        tags = page.locator(".match .tag").all_inner_texts()
        checks.expect(tags and len(set(tags)) == 1, "only those of one set are listed")


def open_large(checks, browser, path):
    """Prints how long the page of a large audit takes to open: until its first matches are there."""
    seconds = []
    for _ in range(3):
        with Opened(browser, path) as opened:
            checks.equal(opened.messages, [], "messages of the large page")
            seconds.append(opened.seconds)
            text = opened.page.inner_text("#evidence .lede")
    size = path.stat().st_size
    checks.expect(size < 5_000_000, f"the large page has {size} bytes")
    print(f"browser-test: a page of {size / 1e6:.1f} MB opened in {min(seconds):.2f} s: {text.split(':')[0]}")


def take_pictures(browser, folder, into):
    """The pictures of the README."""
    into.mkdir(parents=True, exist_ok=True)
    for name, path, scheme, width, height, part in (
        ("report", folder / "v0.1/report.html", "light", 1200, 1150, None),
        ("report-evidence", folder / "v0.1/report.html", "dark", 1200, 800, "#evidence"),
        ("compare", folder / "compare.html", "light", 1200, 1150, None),
    ):
        with Opened(browser, path, width, scheme) as opened:
            page = opened.page
            page.set_viewport_size({"width": width, "height": height})
            if part:
                page.fill("#search", "harbour")
                page.wait_for_timeout(300)
                page.evaluate("part => document.querySelector(part).scrollIntoView()", part)
            page.screenshot(path=into / f"{name}.png")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--assay", required=True)
    parser.add_argument("--browser", required=True)
    parser.add_argument("--corpora", required=True, type=pathlib.Path)
    parser.add_argument("--pictures", type=pathlib.Path)
    parser.add_argument("--shared", type=pathlib.Path)
    arguments = parser.parse_args()
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="assay-browser.") as temporary, sync_playwright() as playwright:
        folder = pathlib.Path(temporary).resolve()
        samples.demo(arguments.assay, arguments.corpora, folder)
        hostile = samples.hostile(arguments.assay, folder)
        # A browser's own sandbox is not there for root, nor in most containers; the pages are this script's own.
        browser = playwright.chromium.launch(executable_path=arguments.browser, args=["--no-sandbox"])
        demo = folder / "v0.1/report.html"
        for path in (demo, folder / "compare.html", hostile, folder / "hostile-all/report.html"):
            check_quiet(checks, browser, path)
        check_list(checks, browser, demo, 251)
        check_keyboard(checks, browser, demo)
        check_hostile(checks, browser, hostile)
        check_print(checks, browser, demo)
        check_compare(checks, browser, folder / "compare.html")
        if arguments.shared:
            samples.large(arguments.assay, arguments.shared, folder)
            open_large(checks, browser, folder / "large/report.html")
        if arguments.pictures:
            take_pictures(browser, folder, arguments.pictures)
        browser.close()
    print(f"browser-test: {checks.passed} checks passed, {len(checks.failures)} failed")
    sys.exit(1 if checks.failures else 0)


if __name__ == "__main__":
    main()

"""What a browser test looks at beside the page itself: the console, the content policy, and axe-core."""

from pathlib import Path

AXE = Path(__file__).parents[2] / "extranet" / "assets" / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EXPECTED = ("status of 404", "status of 409", "status of 422", "status of 403")


def listen(page):
    """Gather what the console and the scripts complain of from now on, into the list that is given back."""
    complaints = []

    def heard(message):
        if message.type == "error" and not any(words in message.text for words in EXPECTED):
            complaints.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def in_markdown(page):
    """Let the edit form open with its plain text area, as somebody has it who chose Markdown before."""
    page.add_init_script("try { localStorage.setItem('extranet-editor', 'markdown'); } catch { /* a page without storage */ }")


def axe_violations(page):
    """What axe-core finds on the page as it stands: (rule, first element) pairs."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async (tags) => (await axe.run(document, {runOnly: tags})).violations", AXE_RULES)
    return [(one["id"], one["nodes"][0]["html"][:160]) for one in found]

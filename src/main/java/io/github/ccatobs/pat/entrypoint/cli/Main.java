package io.github.ccatobs.pat.entrypoint.cli;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

@QuarkusMain
class Main implements QuarkusApplication {
    @Override
    public int run(String... arguments) {
        return new CommandLine(new Ccat()).execute(arguments);
    }
}

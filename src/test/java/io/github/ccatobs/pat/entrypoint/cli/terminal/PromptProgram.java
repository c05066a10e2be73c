package io.github.ccatobs.pat.entrypoint.cli.terminal;

import io.github.ccatobs.pat.domain.Fingerprint;

/** A program that asks for a token and tells its fingerprint, for tests on a real terminal. */
final class PromptProgram {

    private PromptProgram() {}

    public static void main(String... words) {
        try {
            var received = new PromptTokenSource(
                            System.err, System.in, TerminalEcho.ofStandardInput(), "new GH_PAT", "GH_PAT token")
                    .receive();
            System.out.println("received " + Fingerprint.of(received.value()) + " from " + received.origin());
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }
}

package io.github.ccatobs.pat.entrypoint.cli.output;

import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.token.NewTokenForm;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Prints {@code renew}: the form's address, the choices in the page's order, and the commands that follow. */
public final class RenewalText {

    private RenewalText() {}

    /** All lines for people. */
    public static List<String> lines(
            NewTokenForm form, List<RepositoryName> repositories, Optional<String> place, List<String> next) {
        var own = own(form, repositories);
        var others = repositories.stream()
                .filter(one -> !one.owner().equalsIgnoreCase(form.owner()))
                .toList();
        return Stream.of(
                        Stream.of(
                                form.isFilledIn()
                                        ? "GitHub's form for a new fine-grained token, filled in but for the repositories:"
                                        : "GitHub's form for a new fine-grained token (an Enterprise Server's is not filled in):",
                                "",
                                form.address().toString(),
                                "",
                                "Choose there, in this order, with the account that owns the old token:",
                                "  Token name: " + form.name(),
                                "  Description: " + form.description(),
                                "  Resource owner: " + form.owner(),
                                "  Expiration: " + form.days() + " days",
                                "  Repository access: " + access(form, own.size()),
                                "  Repository permissions:"),
                        form.needs().rows().stream().map("    "::concat),
                        Stream.of("    Metadata: Read-only (GitHub adds it)")
                                .filter(row -> !form.needs().levels().containsKey("metadata")),
                        optional(form),
                        Stream.of("", "Repositories:"),
                        own.stream().map(one -> "  " + one.name()),
                        others.isEmpty()
                                ? Stream.<String>empty()
                                : Stream.concat(
                                        Stream.of(
                                                "",
                                                "A fine-grained token reaches the repositories of one owner. These belong to others and need"
                                                        + " a classic token:"),
                                        others.stream().map(one -> "  " + one)),
                        Stream.of(
                                "",
                                "The form for a classic token, with its scopes:",
                                "",
                                form.classicAddress().toString()),
                        Stream.of(
                                "",
                                "Generate the token, copy it (GitHub shows it once), "
                                        + place.map(step -> step + ", ").orElse("") + "and run:",
                                ""),
                        next.stream().map("  "::concat),
                        Stream.of(
                                "",
                                "Leave the old token as it is, until ccat pat retire says that nothing needs it any more."))
                .flatMap(lines -> lines)
                .toList();
    }

    private static List<RepositoryName> own(NewTokenForm form, List<RepositoryName> repositories) {
        return repositories.stream()
                .filter(one -> one.owner().equalsIgnoreCase(form.owner()))
                .toList();
    }

    /** Of an owner's repositories, all of them where they are more than can be selected. */
    private static String access(NewTokenForm form, int repositories) {
        return form.canSelect(repositories)
                ? "Only select repositories"
                : "All repositories (GitHub lets you select " + NewTokenForm.MOST_SELECTED + " at most, and these are "
                        + repositories + ")";
    }

    private static Stream<String> optional(NewTokenForm form) {
        var rows = form.needs().besidesToRetire().rows();
        return rows.isEmpty()
                ? Stream.empty()
                : Stream.concat(
                        Stream.of("    Optional, so that ccat pat retire can read with this token too:"),
                        rows.stream().map("      "::concat));
    }

    /**
     * The document of {@code renew --json}.
     *
     * @param repositoryAccess {@code selected}, or {@code all} where GitHub's form cannot select so many
     * @param optionalPermissions what {@code retire} reads besides, where no other credential reads
     */
    public record RenewalJson(
            URI url,
            boolean filledIn,
            URI classicUrl,
            String name,
            String description,
            String owner,
            int expiresInDays,
            Map<String, String> permissions,
            Map<String, String> optionalPermissions,
            String repositoryAccess,
            List<String> repositories,
            List<String> next) {

        /** The same as the lines. */
        public static RenewalJson of(NewTokenForm form, List<RepositoryName> repositories, List<String> next) {
            return new RenewalJson(
                    form.address(),
                    form.isFilledIn(),
                    form.classicAddress(),
                    form.name(),
                    form.description(),
                    form.owner(),
                    form.days(),
                    form.needs().levels(),
                    form.needs().besidesToRetire().levels(),
                    form.canSelect(own(form, repositories).size()) ? "selected" : "all",
                    repositories.stream().map(RepositoryName::toString).toList(),
                    next);
        }
    }
}

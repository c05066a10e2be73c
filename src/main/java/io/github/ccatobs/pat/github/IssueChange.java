package io.github.ccatobs.pat.github;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * The change to an issue or a comment: as JSON the body of the request. Absent members stay as they are.
 *
 * @param title in plain text
 * @param body in Markdown; GitHub takes 65,536 characters
 * @param labels set at the creation alone
 * @param state {@code open} or {@code closed}
 * @param reason of the state: {@code completed}, {@code not_planned}, {@code reopened}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record IssueChange(
        Optional<String> title,
        Optional<String> body,
        List<String> labels,
        Optional<String> state,
        @JsonProperty("state_reason") Optional<String> reason) {

    static IssueChange created(String title, String body, String label) {
        return new IssueChange(
                Optional.of(title), Optional.of(body), List.of(label), Optional.empty(), Optional.empty());
    }

    static IssueChange text(String title, String body, boolean isOpen) {
        return new IssueChange(
                Optional.of(title),
                Optional.of(body),
                List.of(),
                Optional.of(isOpen ? "open" : "closed"),
                Optional.of(isOpen ? "reopened" : "completed"));
    }

    static IssueChange closed() {
        return new IssueChange(
                Optional.empty(), Optional.empty(), List.of(), Optional.of("closed"), Optional.of("not_planned"));
    }

    static IssueChange comment(String body) {
        return new IssueChange(Optional.empty(), Optional.of(body), List.of(), Optional.empty(), Optional.empty());
    }
}

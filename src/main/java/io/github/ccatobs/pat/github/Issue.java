package io.github.ccatobs.pat.github;

/**
 * An issue of a repository; not a pull request, which GitHub lists among them.
 *
 * @param number its number in the repository
 * @param body its text in Markdown; empty when it has none
 * @param isOpen whether it is open
 */
public record Issue(long number, String body, boolean isOpen) {

    static Issue of(ResponseJson json) {
        return new Issue(
                json.count("number"),
                json.has("body") ? json.text("body") : "",
                json.text("state").equals("open"));
    }
}

package io.github.ccatobs.pat.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ccatobs.pat.domain.SecretName;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewTokenFormTest {

    private static final String GITHUB = "https://github.com";

    @Test
    void fillsInTheForm() {
        var form = form(GITHUB, "GH_PAT", "P90D", "actions=write", "contents=read");

        assertThat(form.address().toString())
                .startsWith(
                        "https://github.com/settings/personal-access-tokens/new?name=GH_PAT%202027-01&description=The%20")
                .endsWith("&target_name=acme&expires_in=90&actions=write&contents=read")
                .doesNotContain("+");
        assertThat(form.address().getQuery()).contains("in 7 repositories of the dependency graph of acme.");
        assertThat(form.classicAddress())
                .hasToString(
                        "https://github.com/settings/tokens/new?scopes=repo,workflow&description=GH_PAT%202027-01");
        assertThat(form("https://acme.ghe.com", "GH_PAT", "P1D").isFilledIn()).isTrue();
    }

    @Test
    void encodesAndShortens() {
        var form = new NewTokenForm(GITHUB, "n".repeat(41), "é&=#%+ " + "x".repeat(2000), "acme", 1, needs());

        assertThat(form.name()).hasSize(40);
        assertThat(form.description()).hasSize(1024);
        assertThat(form.address().toString()).contains("description=%C3%A9%26%3D%23%25%2B%20xxx");
        assertThat(form(GITHUB, "A".repeat(80), "P1D").name()).hasSize(40).endsWith("A 2027-01");
    }

    @Test
    void leavesTheFormOfAnEnterpriseServerBare() {
        var form = form("https://git.acme.example:8443", "GH_PAT", "P90D");

        assertThat(form.isFilledIn()).isFalse();
        assertThat(form.address()).hasToString("https://git.acme.example:8443/settings/personal-access-tokens/new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1D", "P8D", "P366D"})
    void takesEachLife(String lifetime) {
        assertThat(form(GITHUB, "X", lifetime).days())
                .isEqualTo((int) Duration.parse(lifetime).toDays());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT23H", "P-1D", "PT36H", "P367D"})
    void refusesOtherLives(String lifetime) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> form(GITHUB, "X", lifetime))
                .withMessageStartingWith("ccat.pat.token.lifetime is ")
                .withMessageEndingWith(": expected 1 to 366 whole days, e.g. P90D");
    }

    @Test
    void needsFollowTheWriterUnlessTheyAreSet() {
        assertThat(RequiredPermissions.of(Optional.empty(), true).levels()).isEqualTo(Map.of("actions", "read"));
        assertThat(RequiredPermissions.of(Optional.empty(), false).rows())
                .containsExactly("Actions: Read-only", "Secrets: Read and write");
        assertThat(RequiredPermissions.of(Optional.of(Arrays.asList(" actions_variables = write")), false)
                        .rows())
                .containsExactly("Variables: Read and write");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "action=read | the nearest is actions",
                "action_variables=write | the nearest is actions_variables",
                "actions=reed | expected actions=read or actions=write",
                "actions=admin | expected actions=read or actions=write",
                "workflows=read | expected workflows=write",
                "metadata=write | expected metadata=read",
                "actions | expected permission=level, e.g. actions=read",
                "actions=read=write | expected permission=level, e.g. actions=read",
                "Actions=read | the nearest is actions",
                "actions=read;actions=write | expected actions once",
            })
    void refusesOtherNeeds(String entries, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> needs(entries.split(";")))
                .withMessageStartingWith("ccat.pat.token.needs has '")
                .withMessageEndingWith(expected);
    }

    private static NewTokenForm form(String pages, String secret, String lifetime, String... needs) {
        return NewTokenForm.of(
                pages,
                new SecretName(secret),
                YearMonth.of(2027, 1),
                "acme",
                7,
                Duration.parse(lifetime),
                needs(needs));
    }

    private static RequiredPermissions needs(String... entries) {
        return RequiredPermissions.of(Optional.of(Arrays.asList(entries)), true);
    }
}

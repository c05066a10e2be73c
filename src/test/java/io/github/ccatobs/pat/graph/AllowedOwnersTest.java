package io.github.ccatobs.pat.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOwnersTest {

    @Test
    void allowsTheOrganisationAloneWhenNothingIsListed() {
        var expected = new AllowedOwners(Set.of("ccatobs"));
        assertThat(AllowedOwners.of(Optional.empty(), "CCATobs")).isEqualTo(expected);
        assertThat(AllowedOwners.of(Optional.of(List.of()), "ccatobs")).isEqualTo(expected);
        assertThat(AllowedOwners.of(Optional.of(List.of("", "  ")), "ccatobs")).isEqualTo(expected);
    }

    @Test
    void allowsWhatIsListedAndNotTheOrganisationBesides() {
        var owners = AllowedOwners.of(Optional.of(List.of(" Acme ", "zeta", "ACME", "")), "ccatobs");
        assertThat(owners.isOwnerOf(Graphs.name("aCMe/x"))).isTrue();
        assertThat(owners.isOwnerOf(Graphs.name("ccatobs/x"))).isFalse();
        assertThat(owners).hasToString("acme, zeta");
    }

    @Test
    void namesTheOrganisationThatIsNoAccount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedOwners.of(Optional.empty(), "a b"))
                .withMessage(
                        "ccat.pat.organization is 'a b', which is not a GitHub account: expected an organisation or a user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "acme/x", "-acme", "a--b", "acm\u00e9", "acme\u0000", "\u001b[2J"})
    void refusesWhatIsNoAccount(String owner) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedOwners.of(Optional.of(List.of("acme", owner)), "acme"))
                .withMessageStartingWith("ccat.pat.owners lists '")
                .withMessageEndingWith(
                        "which is not a GitHub account: expected organisations or users, separated by commas")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("\u001b", "\u0000"));
    }
}

package io.github.ccatobs.pat.entrypoint.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ccatobs.pat.audit.AuditPolicy.Waiver;
import io.github.ccatobs.pat.audit.CredentialStatus;
import io.github.ccatobs.pat.audit.FindingDiff;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.TokenExpiry;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditTextTest {

    private static final CredentialStatus READER = CredentialStatus.of(new TokenExpiry.Never());

    private static final FindingDiff.Change NOTHING = new FindingDiff.Change(List.of(), List.of(), List.of());

    @Test
    void countsAndNamesWhatIsAccepted() {
        var until = LocalDate.parse("2027-01-31");
        var accepted = Map.of(
                RepositoryName.parse("acme/web"), new Waiver("moves", until),
                RepositoryName.parse("acme/api"), new Waiver("no runs", until));
        assertThat(AuditText.about(NOTHING, accepted, READER))
                .containsExactly(
                        "",
                        "Accepted: 2",
                        "  acme/api: accepted until 2027-01-31: no runs",
                        "  acme/web: accepted until 2027-01-31: moves");
    }

    @Test
    void isSilentWhenThereIsNothingToSay() {
        assertThat(AuditText.about(NOTHING, Map.of(), READER)).isEmpty();
    }
}

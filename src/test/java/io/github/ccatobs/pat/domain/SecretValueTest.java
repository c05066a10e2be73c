package io.github.ccatobs.pat.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretValueTest {

    private static final String TEXT = "hush-hush";

    private record Holder(String name, SecretValue value) {}

    private final SecretValue secret = SecretValue.of(TEXT);

    @Property
    void lendsWhatItTookOver(@ForAll @Size(min = 1, max = 200) byte[] bytes) {
        var value = SecretValue.of(bytes);

        assertThat(value.reveal(byte[]::clone)).isEqualTo(bytes);
        assertThat(value.length()).isEqualTo(bytes.length);
    }

    @Test
    void holdsTextAsUtf8() {
        var value = SecretValue.of("é€\uD83D\uDE80");

        assertThat(value.length()).isEqualTo(9);
        assertThat(value.<String>reveal(loan -> new String(loan, StandardCharsets.UTF_8)))
                .isEqualTo("é€\uD83D\uDE80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uDE80b"})
    void refusesHalfACharacterRatherThanChangingIt(String text) {
        assertThatThrownBy(() -> SecretValue.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the secret is not Unicode text: it holds half a surrogate pair");
    }

    @Test
    void refusesToBeEmpty() {
        assertThatThrownBy(() -> SecretValue.of(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the secret is empty");
        assertThatThrownBy(() -> SecretValue.of(new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the secret is empty");
    }

    @Test
    void wipesTheLoanWhenItComesBack() {
        byte[] kept = secret.reveal(loan -> loan);

        assertThat(kept).hasSize(TEXT.length()).containsOnly(0);
    }

    @Test
    void wipesTheLoanWhenItsUseFails() {
        var kept = new AtomicReference<>(new byte[0]);

        assertThatThrownBy(() -> secret.reveal(loan -> {
                    kept.set(loan);
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        assertThat(kept.get()).hasSize(TEXT.length()).containsOnly(0);
    }

    @Test
    void isUnharmedByWhatABorrowerDoes() {
        secret.<Optional<byte[]>>reveal(loan -> {
            Arrays.fill(loan, (byte) 'x');
            return Optional.empty();
        });

        assertThat(secret).isEqualTo(SecretValue.of(TEXT));
    }

    @Test
    void isUnharmedWhenTheOwnerOfTheBytesWipesThem() {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        var value = SecretValue.of(bytes);

        Arrays.fill(bytes, (byte) 0);

        assertThat(value).isEqualTo(secret);
    }

    @Property
    void equalsByValue(@ForAll @Size(min = 1, max = 40) byte[] one, @ForAll @Size(min = 1, max = 40) byte[] other) {
        assertThat(SecretValue.of(one)).isEqualTo(SecretValue.of(one)).hasSameHashCodeAs(SecretValue.of(one));
        assertThat(SecretValue.of(one).equals(SecretValue.of(other))).isEqualTo(Arrays.equals(one, other));
    }

    @Property
    void oneFlippedBitMakesItAnother(@ForAll @Size(min = 1, max = 40) byte[] bytes, @ForAll int at) {
        byte[] flipped = bytes.clone();
        int bit = Math.floorMod(at, bytes.length * 8);
        flipped[bit / 8] = (byte) (flipped[bit / 8] ^ (1 << (bit % 8)));

        assertThat(SecretValue.of(flipped)).isNotEqualTo(SecretValue.of(bytes));
    }

    @Test
    void isNoTextAndNoPrefixOfItself() {
        assertThat(secret)
                .isNotEqualTo(TEXT)
                .isNotEqualTo(SecretValue.of(TEXT + "\n"))
                .isNotEqualTo(SecretValue.of("hush-hus"));
    }

    @Test
    void printsAsDots() {
        assertThat(secret).hasToString("SecretValue[...]");
        assertThat(String.format("%s %-30s %S", secret, secret, secret)).doesNotContainIgnoringCase("hush");
        assertThat(new Holder("GH_PAT", secret)).hasToString("Holder[name=GH_PAT, value=SecretValue[...]]");
        assertThat(List.of(secret)).hasToString("[SecretValue[...]]");
    }

    @Test
    void isNotSerialized() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            assertThatThrownBy(() -> out.writeObject(secret)).isInstanceOf(NotSerializableException.class);
        }
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).doesNotContain(TEXT);
    }

    @Test
    void isNotWrittenAsJson() throws Exception {
        assertThatThrownBy(() -> JsonMapper.builder().build().writeValueAsString(secret))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageNotContaining(TEXT);
        var lenient = JsonMapper.builder().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
        assertThat(lenient.build().writeValueAsString(new Holder("GH_PAT", secret)))
                .isEqualTo("{\"name\":\"GH_PAT\",\"value\":{}}");
    }

    @Test
    void isNotWrittenAsJsonByAMapperThatReadsFieldsEither() throws Exception {
        var prying = JsonMapper.builder()
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .visibility(PropertyAccessor.ALL, Visibility.ANY)
                .build();

        assertThat(prying.writeValueAsString(secret))
                .doesNotContain(Base64.getEncoder().encodeToString(TEXT.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("{}");
    }
}

package io.github.ccatobs.pat.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ccatobs.pat.domain.SecretValue;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {

    private static final int BITS = 8;

    private final Sealer sealer = new Sealer();
    private final KeyPair pair = KeyPair.generate("568250167242549743");

    @Test
    void theOwnerOfTheKeyOpensWhatWasSealed() {
        SealedValue sealed = sealer.seal(SecretValue.of("ghp_ünïcode ✓\r\n"), pair.publicKey());

        assertThat(sealed.keyId()).isEqualTo("568250167242549743");
        assertThat(pair.open(sealed.encryptedValue())).hasValue("ghp_ünïcode ✓\r\n".getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"1, 68", "40, 120", "93, 188", "49152, 65600"})
    void aSealedBoxIs48BytesLonger(int bytes, int base64Characters) {
        String sealed = seal("x".repeat(bytes));

        assertThat(sealed).hasSize(base64Characters).matches("[A-Za-z0-9+/]+={0,2}");
        assertThat(Base64.getDecoder().decode(sealed)).hasSize(bytes + 48);
        assertThat(pair.open(sealed)).hasValue("x".repeat(bytes).getBytes(UTF_8));
    }

    @Test
    void sealingTwiceGivesTwoTexts() {
        assertThat(Stream.generate(() -> seal("the same")).limit(50).distinct()).hasSize(50);
    }

    @Test
    void nobodyElseOpensIt() {
        assertThat(KeyPair.generate("568250167242549743").open(seal("for one only")))
                .isEmpty();
    }

    @Test
    void anyFlippedBitIsNoticed() {
        byte[] box = Base64.getDecoder().decode(seal("0123456789012345678901234567890123456789"));

        assertThat(IntStream.range(0, box.length * BITS)
                        .filter(bit -> pair.open(flipped(box, bit)).isPresent()))
                // X25519 ignores the top bit of a key, but the nonce is a hash over all of it.
                .isEmpty();
    }

    @Test
    void anyMissingOrAddedByteIsNoticed() {
        byte[] box = Base64.getDecoder().decode(seal("short"));

        assertThat(IntStream.range(0, box.length).filter(length -> pair.open(base64(Arrays.copyOf(box, length)))
                        .isPresent()))
                .isEmpty();
        assertThat(pair.open(base64(Arrays.copyOf(box, box.length + 1)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "====", "not base64!", "AAAA", "ü"})
    void whatIsNoBoxDoesNotOpen(String text) {
        assertThat(pair.open(text)).isEmpty();
    }

    @Test
    void manyThreadsSealAtOnce() throws Exception {
        List<Callable<String>> tasks = IntStream.range(0, 400)
                .mapToObj(i -> (Callable<String>) () -> opened(seal("token " + i)))
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(tasks))
                    .extracting(Future::resultNow)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 400).mapToObj(i -> "token " + i).toList());
        }
    }

    @Test
    void manyThreadsLoadTheLibraryOnce() throws Exception {
        var loads = new AtomicInteger();
        var fresh = new Sealer(new Libsodium(() -> {
            loads.incrementAndGet();
            return Libsodium.SHARED.load();
        }));
        Callable<SealedValue> task = () -> fresh.seal(SecretValue.of("x"), pair.publicKey());

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(Collections.nCopies(100, task))).hasSize(100);
        }
        assertThat(loads).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void aKeyOfLowOrderIsRefused(String key) {
        assertThatExceptionOfType(SealException.KeyRefusedException.class)
                .isThrownBy(() -> sealer.seal(SecretValue.of("hunter2"), new PublicKey("77", key)))
                .withMessage("public key 77 is 32 bytes, but not a key that libsodium can seal to");
    }

    @Test
    void aMachineWithoutTheLibraryIsToldWhatItIsAndWhatToDo() {
        var broken = new Sealer(new Libsodium(() -> {
            throw new UnsatisfiedLinkError("no sodium in java.library.path");
        }));

        assertThatExceptionOfType(SealException.LibsodiumMissingException.class)
                .isThrownBy(broken::ready)
                .withMessageContaining(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .withMessageContaining("-Djava.io.tmpdir=DIRECTORY")
                .withMessageContaining("install libsodium")
                .havingCause()
                .withMessage("no sodium in java.library.path");
    }

    @Test
    void aFailedLoadIsTriedAgain() {
        var attempts = new AtomicInteger();
        var mended = new Sealer(new Libsodium(() -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("disk full");
            }
            return Libsodium.SHARED.load();
        }));

        assertThatExceptionOfType(SealException.LibsodiumMissingException.class).isThrownBy(mended::ready);
        SealedValue sealed = mended.seal(SecretValue.of("x"), pair.publicKey());
        assertThat(opened(sealed.encryptedValue())).isEqualTo("x");
    }

    @Test
    void aLoadThatWasBegunAndFailedIsToldWhenItIsNeeded() throws Exception {
        var tried = new CountDownLatch(1);
        var broken = new Sealer(new Libsodium(() -> {
            tried.countDown();
            throw new UnsatisfiedLinkError("no sodium in java.library.path");
        }));
        broken.begin();
        tried.await();

        assertThatExceptionOfType(SealException.LibsodiumMissingException.class).isThrownBy(broken::ready);
    }

    @Test
    void printsNoKey() {
        assertThat(pair).hasToString("KeyPair[568250167242549743]");
    }

    @Test
    void randomBytesComeThroughUnchanged() {
        var random = new Random(20261123);
        for (int length : new int[] {1, 15, 16, 17, 1000}) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            SealedValue sealed = sealer.seal(SecretValue.of(message), pair.publicKey());
            assertThat(pair.open(sealed.encryptedValue())).hasValue(message);
        }
    }

    private String seal(String text) {
        return sealer.seal(SecretValue.of(text), pair.publicKey()).encryptedValue();
    }

    private String opened(String sealed) {
        return new String(pair.open(sealed).orElseThrow(), UTF_8);
    }

    private static String flipped(byte[] box, int bit) {
        byte[] copy = box.clone();
        copy[bit / BITS] ^= (byte) (1 << (bit % BITS));
        return base64(copy);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

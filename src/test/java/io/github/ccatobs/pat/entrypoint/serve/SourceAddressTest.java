package io.github.ccatobs.pat.entrypoint.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.local.LocalAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "192.0.2.1, ::ffff:192.0.2.1, true",
        "::ffff:192.0.2.1, ::ffff:192.0.2.2, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "fe80::1%1, fe80::2, true",
        "::1, 127.0.0.1, false"
    })
    void isAnAddressOrANetwork(String one, String other, boolean isSame) {
        assertThat(source(one).equals(source(other))).isEqualTo(isSame);
    }

    @Test
    void isOneForAllWithoutAnAddress() {
        assertThat(SourceAddress.of(new LocalAddress("x")))
                .isEqualTo(SourceAddress.of(InetSocketAddress.createUnresolved("nowhere", 1)));
    }

    private static SourceAddress source(String address) {
        return SourceAddress.of(new InetSocketAddress(address, 1));
    }
}

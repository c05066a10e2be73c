package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.settings.WholeNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** Where {@code serve} listens, and to whom. */
@ConfigMapping(prefix = "ccat.pat.http")
public interface HttpSettings {

    /**
     * The address to listen at: by default every one of this machine when a key is configured, and else the loopback
     * one. A wider one lets more of the network try its keys.
     */
    Optional<String> host();

    /** The port to listen at; 0 takes any free one. Below 1024 costs a privilege. */
    @WithDefault("8080")
    @WithConverter(WholeNumber.class)
    int port();

    /** How many connections may be open at a time. Each costs memory, more when what it asks for is under way. */
    @WithDefault("256")
    @WithConverter(WholeNumber.class)
    int connections();

    /** Who may come in: a name, and the SHA-256 of a key, in hex. Each lets one more in to do everything. */
    Map<String, String> keys();
}

/**
 * The way to a server: through which proxy, and which certificates are trusted; the same for GitHub, Slack and AWS. May
 * use domain.
 *
 * <p>The decision that shaped it: proxies are chosen here and not by each HTTP client, because each of them reads other
 * variables.
 */
@NullMarked
package io.github.ccatobs.pat.network;

import org.jspecify.annotations.NullMarked;

/**
 * GitHub's REST API as we need it: client, credentials, pacing and limits, failures. May use domain, settings,
 * network and seal.
 *
 * <p>The decision that shaped it: every way GitHub says no is a kind of {@code GitHubException}, so that "could not
 * read" is never mistaken for "missing".
 */
@NullMarked
package io.github.ccatobs.pat.github;

import org.jspecify.annotations.NullMarked;

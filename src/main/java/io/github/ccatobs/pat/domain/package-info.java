/**
 * The words everything else is written in: which repository, which secret, which value. Depends on the JDK alone.
 *
 * <p>The decision that shaped it: what is wrong cannot be built. A name that GitHub forbids never becomes a {@link
 * RepositoryName}, so it can never reach a URL; a secret in the clear is never a {@code String} that travels.
 */
@NullMarked
package io.github.ccatobs.pat.domain;

import org.jspecify.annotations.NullMarked;

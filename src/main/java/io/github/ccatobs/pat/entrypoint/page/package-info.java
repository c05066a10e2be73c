/**
 * The view for a person: the state, its history and the rotations in one, which {@code serve} shows as a page and
 * {@code report} writes as a file.
 *
 * <p>The decision that shaped it: the view is made of texts on the server, so that page, file, Markdown and CSV cannot say
 * different things. It reads the store alone and asks GitHub nothing. See docs/decisions/0019-a-page-made-on-the-server.md.
 */
@NullMarked
package io.github.ccatobs.pat.entrypoint.page;

import org.jspecify.annotations.NullMarked;

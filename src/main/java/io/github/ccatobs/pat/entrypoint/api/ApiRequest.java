package io.github.ccatobs.pat.entrypoint.api;

/**
 * A request of an authenticated caller.
 *
 * @param method e.g. {@code POST}, as received
 * @param path as it came, still encoded, without the query
 * @param contentType the header's value, or an empty text
 * @param body the bytes that came; at most one more than the limit, to detect a body that is too long
 * @param caller the caller: the name of a key, an ARN, a subject
 */
@SuppressWarnings("ArrayRecordComponent") // Passed once by its reader and never compared.
public record ApiRequest(String method, String path, String contentType, byte[] body, String caller) {}

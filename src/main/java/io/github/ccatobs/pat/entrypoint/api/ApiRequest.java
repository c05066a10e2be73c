package io.github.ccatobs.pat.entrypoint.api;

/**
 * A request of a caller who was let in.
 *
 * @param method such as {@code POST}, as it came
 * @param path as it came, still encoded, without the query
 * @param contentType the header's value, or an empty text
 * @param body the bytes that came; at most one more than the limit, so that too long a body can be told
 * @param caller who asks: the name of a key, an ARN, a subject
 */
@SuppressWarnings("ArrayRecordComponent") // Handed in once, by whoever read it, and never compared.
public record ApiRequest(String method, String path, String contentType, byte[] body, String caller) {}

package io.github.ccatobs.pat.audit;

import io.github.ccatobs.pat.domain.SecretName;

/** Tells people of audits, each piece of news once. */
public interface AuditNotifier {

    /**
     * Tells what is new in {@code audit}, which the history keeps already.
     *
     * @throws RuntimeException when people may not know; the next audit makes it good
     */
    void audited(AuditResult audit);

    /** Tells that {@code failure} kept us from an audit; that this cannot be told either is added to it as suppressed. */
    void failed(SecretName secret, RuntimeException failure);
}

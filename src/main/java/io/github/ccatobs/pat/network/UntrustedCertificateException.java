package io.github.ccatobs.pat.network;

import java.security.cert.CertificateException;

/** A server's certificate was refused. The message says why, as what follows "the certificate of HOST". */
final class UntrustedCertificateException extends CertificateException {

    private static final long serialVersionUID = 1L;

    UntrustedCertificateException(String why, CertificateException cause) {
        super(why, cause);
    }
}

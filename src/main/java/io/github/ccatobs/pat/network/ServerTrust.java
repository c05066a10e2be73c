package io.github.ccatobs.pat.network;

import io.github.ccatobs.pat.domain.PrintableText;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Checks servers' certificates as the JDK does, and says in words why it refuses one. The trusted certificates are
 * loaded at the first check, which takes longer than many commands.
 */
public final class ServerTrust extends X509ExtendedTrustManager {

    private static final int LONGEST_ISSUER = 200;

    private final Optional<KeyStore> trusted;
    private volatile @Nullable X509ExtendedTrustManager delegate;
    private final SSLContext context;

    /** {@code trusted} is all that is trusted; empty for the JVM's own. */
    ServerTrust(Optional<KeyStore> trusted) {
        this.trusted = trusted;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {this}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no TLS", e);
        }
    }

    /** Sockets that check by this; the same one each time, because the JDK reuses the connections of one factory. */
    public SSLContext context() {
        return context;
    }

    /** The JDK's way to check by {@code trusted}; empty for the JVM's own. */
    static X509ExtendedTrustManager jdk(Optional<KeyStore> trusted) {
        try {
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(trusted.orElse(null));
            return Stream.of(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the JDK checks no certificates"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK's trust store cannot be used", e);
        }
    }

    /** One check of the JDK's. */
    @FunctionalInterface
    private interface CertificateCheck {
        void by(X509ExtendedTrustManager jdk) throws CertificateException;
    }

    private void check(X509Certificate[] chain, CertificateCheck check) throws CertificateException {
        try {
            check.by(jdk());
        } catch (CertificateException e) {
            throw new UntrustedCertificateException(why(chain, e), e);
        }
    }

    private X509ExtendedTrustManager jdk() {
        var known = delegate;
        if (known == null) {
            synchronized (this) {
                known = delegate;
                if (known == null) {
                    known = jdk(trusted);
                    delegate = known;
                }
            }
        }
        return known;
    }

    private static String why(X509Certificate[] chain, CertificateException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "has expired: the server needs a new one, if the clock of this machine is right";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "is not valid yet: check the clock of this machine";
            }
            if (cause instanceof CertPathBuilderException) {
                return "is not trusted (issuer " + issuer(chain) + "): add your company's CA with"
                        + " SSL_CERT_FILE=/path/to/ca.pem";
            }
        }
        String words = String.valueOf(failure.getMessage());
        return words.contains("subject alternative") || words.startsWith("No name matching")
                ? "is for another host: check the address, and that no proxy or firewall answers in its place"
                : "is not accepted (issuer " + issuer(chain) + ")";
    }

    /** Of the last certificate that came: the one which a trusted CA should have signed. */
    private static String issuer(X509Certificate[] chain) {
        String name = chain.length == 0
                ? ""
                : chain[chain.length - 1].getIssuerX500Principal().getName();
        return PrintableText.of(name.length() > LONGEST_ISSUER ? name.substring(0, LONGEST_ISSUER) + "..." : name);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, jdk -> jdk.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, jdk -> jdk.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, jdk -> jdk.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("no client is expected");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk().getAcceptedIssuers();
    }
}

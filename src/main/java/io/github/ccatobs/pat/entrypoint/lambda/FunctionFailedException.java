package io.github.ccatobs.pat.entrypoint.lambda;

import io.github.ccatobs.pat.domain.FailureException;
import io.github.ccatobs.pat.domain.KnownSecrets;
import io.github.ccatobs.pat.domain.PrintableText;
import io.github.ccatobs.pat.domain.TokenRedactor;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Why a function failed, in words alone. AWS's runtime prints what a function throws, with every cause and past the
 * filter that keeps secrets out of logs; the answers of AWS that are causes may repeat what was sent.
 */
final class FunctionFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(FunctionFailedException.class);

    private FunctionFailedException(String message) {
        super(PrintableText.of(TokenRedactor.of(KnownSecrets.redact(message))));
    }

    /**
     * What {@code work} gives. The log has the causes of a failure: at {@code DEBUG} of one that is foreseen, else at
     * {@code ERROR}.
     *
     * @throws FunctionFailedException when it fails
     */
    static <T> T orFail(Supplier<T> work) {
        try {
            return work.get();
        } catch (FailureException | IllegalArgumentException e) {
            LOG.debug("the function failed", e);
            throw new FunctionFailedException(FailureException.why(e));
        } catch (RuntimeException e) {
            LOG.error("the function failed", e);
            throw new FunctionFailedException(e.toString());
        }
    }
}

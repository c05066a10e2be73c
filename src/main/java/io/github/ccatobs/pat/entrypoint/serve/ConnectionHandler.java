package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.domain.ProblemKind;
import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import io.github.ccatobs.pat.entrypoint.api.Problem;
import io.github.ccatobs.pat.entrypoint.serve.RequestGate.Admission;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One connection: reads one request at a time, has it answered elsewhere, sends the answer, and only then reads on. At
 * every moment it has a deadline, after which it closes. Used on its event loop alone.
 */
final class ConnectionHandler extends SimpleChannelInboundHandler<HttpObject> {

    private static final Logger LOG = Logger.getLogger(ConnectionHandler.class);

    /** The event that tells a connection that the server closes. */
    static final Object CLOSING = "closing";

    /** The state of the exchange: what the caller sends next. */
    private enum Phase {
        HEAD,
        BODY,
        NOTHING,
        EVENTS
    }

    private final RequestGate gate;
    private final ApiHttpServer.ServerMetrics metrics;
    private final ConnectionLimits limits;
    private final InFlightRequests underWay;
    private final Executor executor;
    private final ConnectionSlots.Slot slot;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Function<byte[], RequestOutcome> answer =
            unread -> new RequestOutcome.Immediate(RequestGate.malformed("expected a request"));
    private int mostBody = ConnectionLimits.BODY;
    private Optional<EventStream> events = Optional.empty();
    private Phase phase = Phase.HEAD;
    private boolean mayStay;
    private @Nullable Future<?> deadline;

    /**
     * @param executor where answers are made: each may block
     * @param slot the connection's own, offered while it waits for a request
     */
    ConnectionHandler(
            RequestGate gate,
            ApiHttpServer.ServerMetrics metrics,
            ConnectionLimits limits,
            InFlightRequests underWay,
            Executor executor,
            ConnectionSlots.Slot slot) {
        this.gate = gate;
        this.metrics = metrics;
        this.limits = limits;
        this.underWay = underWay;
        this.executor = executor;
        this.slot = slot;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        awaitRequest(context);
    }

    private void awaitRequest(ChannelHandlerContext context) {
        slot.offer();
        closeAfter(limits.request(), context);
        phase = Phase.HEAD;
        context.channel().config().setAutoRead(true);
    }

    /** Pipelined bytes wait: in the flow control once read, otherwise in the network. */
    private void pause(ChannelHandlerContext context) {
        phase = Phase.NOTHING;
        context.channel().config().setAutoRead(false);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (phase == Phase.HEAD && part instanceof HttpRequest head) {
            begin(head, context);
        } else if (phase == Phase.BODY && part instanceof HttpContent content) {
            readOn(content, context);
        }
    }

    private void begin(HttpRequest head, ChannelHandlerContext context) {
        pause(context);
        mayStay = HttpUtil.isKeepAlive(head)
                && head.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && !HttpUtil.isTransferEncodingChunked(head);
        switch (gate.admit(head, slot.source())) {
            case Admission.RefusedRequest refused -> refuse(refused, context);
            case Admission.OpenRequest open -> {
                mayStay &= HttpUtil.getContentLength(head, 0L) == 0;
                answer(body -> new RequestOutcome.Immediate(open.answer().apply(body)), new byte[0], context);
            }
            case Admission.AnonymousRequest anonymous ->
                readBody(anonymous.answer(), ConnectionLimits.ANONYMOUS_BODY, head, context);
            case Admission.AuthenticatedRequest authenticated -> {
                slot.keep();
                readBody(authenticated.answer(), ConnectionLimits.BODY, head, context);
            }
        }
    }

    private void readBody(
            Function<byte[], RequestOutcome> whenRead, int most, HttpRequest head, ChannelHandlerContext context) {
        answer = whenRead;
        mostBody = most;
        if (HttpUtil.is100ContinueExpected(head)) {
            var unused = context.writeAndFlush(message(HttpResponseStatus.CONTINUE, ""));
        }
        phase = Phase.BODY;
        context.channel().config().setAutoRead(true);
    }

    private void refuse(Admission.RefusedRequest refused, ChannelHandlerContext context) {
        endAfter(refused.delay(), refused.response(), context);
    }

    private void endAfter(Duration delay, ApiResponse response, ChannelHandlerContext context) {
        if (delay.isZero()) {
            end(message(response), context);
            return;
        }
        closeAfter(delay.plus(limits.request()), context);
        var unused = context.executor()
                .schedule(() -> end(message(response), context), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads no more of a body than is needed to tell that it is too long. */
    private void readOn(HttpContent content, ChannelHandlerContext context) {
        if (content.decoderResult().isFailure()) {
            pause(context);
            end(message(RequestGate.malformed("expected a chunked body as RFC 9112 has it")), context);
            return;
        }
        body.writeBytes(ByteBufUtil.getBytes(
                content.content(),
                content.content().readerIndex(),
                Math.min(content.content().readableBytes(), mostBody - body.size())));
        if (content instanceof LastHttpContent || body.size() >= mostBody) {
            pause(context);
            mayStay &= content instanceof LastHttpContent;
            byte[] whole = body.toByteArray();
            body.reset();
            answer(answer, whole, context);
        }
    }

    private void answer(Function<byte[], RequestOutcome> asked, byte[] whole, ChannelHandlerContext context) {
        slot.keep();
        closeAfter(limits.answer(), context);
        underWay.begin();
        executor.execute(() -> {
            var reply = make(asked, whole);
            try {
                context.executor().execute(() -> send(reply, context));
            } catch (RejectedExecutionException ignored) {
                underWay.end();
            }
        });
    }

    private static RequestOutcome make(Function<byte[], RequestOutcome> asked, byte[] whole) {
        try {
            return asked.apply(whole);
        } catch (RuntimeException | Error e) {
            LOG.error("a defect: a request could not be answered", e);
            return new RequestOutcome.Immediate(Problem.of(ProblemKind.DEFECT, "the log has more; please report it")
                    .response());
        }
    }

    private void send(RequestOutcome reply, ChannelHandlerContext context) {
        switch (reply) {
            case RequestOutcome.Immediate(ApiResponse response) -> send(message(response), context);
            case RequestOutcome.Delayed(ApiResponse response, Duration delay) -> {
                slot.offer();
                underWay.end();
                endAfter(delay, response, context);
            }
            case RequestOutcome.EventSubscription(EventStream stream) -> {
                underWay.end();
                sendEvents(stream, context);
            }
        }
    }

    /** The connection serves nothing else afterwards, and what else comes on it is not read. */
    private void sendEvents(EventStream stream, ChannelHandlerContext context) {
        if (!context.channel().isActive() || underWay.isClosing()) {
            close(context);
            return;
        }
        phase = Phase.EVENTS;
        events = Optional.of(stream);
        closeAfter(ConnectionLimits.EVENTS, context);
        var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        stream.headers().forEach(head.headers()::set);
        HttpUtil.setTransferEncodingChunked(head, true);
        head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        metrics.answered(head.status().code());
        var unused = context.writeAndFlush(head);
        stream.begin(text -> write(text, context), () -> close(context));
    }

    /** Not while what was written before has not left; a connection that has gone takes anything. */
    private static boolean write(String text, ChannelHandlerContext context) {
        if (!context.channel().isWritable()) {
            return !context.channel().isActive();
        }
        var unused = context.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
        return true;
    }

    private void send(FullHttpResponse response, ChannelHandlerContext context) {
        slot.offer();
        var sent = mayStay && !underWay.isClosing() ? reply(response, context) : finish(response, context);
        sent.addListener(done -> underWay.end());
    }

    private ChannelFuture reply(FullHttpResponse response, ChannelHandlerContext context) {
        closeAfter(limits.request(), context);
        return write(response, context).addListener(written -> {
            if (written.isSuccess()) {
                awaitRequest(context);
            }
        });
    }

    private void end(FullHttpResponse response, ChannelHandlerContext context) {
        var unused = finish(response, context);
    }

    /** Answers, and ends the connection: what else it holds might be anything. */
    private ChannelFuture finish(FullHttpResponse response, ChannelHandlerContext context) {
        closeAfter(limits.closeDelay(), context);
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return write(response, context).addListener(written -> {
            if (written.isSuccess()) {
                context.pipeline().addFirst(new InputDrainHandler(ConnectionLimits.DISCARDED));
                shutdownOutput(context.channel());
            }
        });
    }

    /** The caller reads the answer to its end, also while it is still sending. */
    private static void shutdownOutput(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            var unused = duplex.shutdownOutput();
        }
    }

    private ChannelFuture write(FullHttpResponse response, ChannelHandlerContext context) {
        if (context.channel().isActive()) {
            metrics.answered(response.status().code());
        }
        return context.writeAndFlush(response);
    }

    private static FullHttpResponse message(ApiResponse response) {
        var message = message(HttpResponseStatus.valueOf(response.status()), response.body());
        response.headers().forEach(message.headers()::set);
        message.headers()
                .setInt(HttpHeaderNames.CONTENT_LENGTH, message.content().readableBytes());
        return message;
    }

    private static FullHttpResponse message(HttpResponseStatus status, String text) {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private void closeAfter(Duration time, ChannelHandlerContext context) {
        cancelDeadline();
        deadline = context.executor().schedule(() -> close(context), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void close(ChannelHandlerContext context) {
        var unused = context.close();
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** Stops reading from a caller whose request head did not end in time. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == CLOSING && (phase == Phase.HEAD || phase == Phase.EVENTS)) {
            close(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        phase = Phase.NOTHING;
        events.ifPresent(EventStream::end);
        cancelDeadline();
    }

    /** A cut connection is normal. Anything else is a defect, logged in one line: a caller may be able to repeat it. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.debugf("a connection was cut: %s", cause.getClass().getName());
        } else {
            LOG.errorf(
                    "a defect: a connection was closed because of %s",
                    cause.getClass().getName());
            LOG.debug("the defect that closed a connection", cause);
        }
        close(context);
    }
}

package io.github.ccatobs.pat.entrypoint.serve;

import io.github.ccatobs.pat.entrypoint.api.ApiRequest;
import io.github.ccatobs.pat.entrypoint.api.ApiResponse;
import io.github.ccatobs.pat.entrypoint.serve.RequestGate.Admission;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The server: authenticates by key, reads the allowed requests, and answers them on virtual threads. A caller
 * without a key costs a bounded amount of memory and time.
 */
final class ApiHttpServer {

    private static final Logger LOG = Logger.getLogger(ApiHttpServer.class);
    private static final int EVENT_LOOPS = 2;

    private final ConnectionLimits limits;
    private final ServerMetrics metrics;
    private final RequestGate gate;
    private final ConnectionSlots slots;
    private final Executor answering;
    private final InFlightRequests underWay = new InFlightRequests();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private Optional<Channel> listening = Optional.empty();

    ApiHttpServer(
            ConnectionLimits limits,
            BearerAuthenticator authenticator,
            RequestHandler requestHandler,
            ServerMetrics metrics) {
        this(limits, authenticator, requestHandler, metrics, task -> Thread.ofVirtual()
                .name("request")
                .start(task));
    }

    /**
     * @param answering where answers are made
     */
    ApiHttpServer(
            ConnectionLimits limits,
            BearerAuthenticator authenticator,
            RequestHandler requestHandler,
            ServerMetrics metrics,
            Executor answering) {
        this.answering = answering;
        this.limits = limits;
        this.metrics = metrics;
        this.gate = new RequestGate(authenticator, requestHandler, metrics);
        this.slots = new ConnectionSlots(limits.connections(), metrics::open);
    }

    /** Answers requests. Blocks, so it is called on virtual threads. */
    interface RequestHandler {

        /** Whether this path needs no key. */
        boolean isOpen(String path);

        /** Answers a request for a path that needs no key. */
        ApiResponse toAnonymous(String path);

        /** Answers a request of an authenticated caller. */
        ApiResponse toCaller(ApiRequest request);

        /**
         * The decision about a request that comes without an {@code Authorization}, as browsers' do; empty when it is refused
         * as one without a key.
         */
        default Optional<Admission> admit(HttpRequest head, String path, SourceAddress source) {
            return Optional.empty();
        }
    }

    /** The counts of a server. */
    interface ServerMetrics {

        /** A request was answered with {@code status}. */
        void answered(int status);

        /** Counts a request without a valid key. */
        void refused();

        /** So many connections are open now. */
        void open(int connections);
    }

    /**
     * Opens the port.
     *
     * @return the port that it listens at
     * @throws IllegalArgumentException when it is not available
     */
    int open(String host, int port) {
        var loops = new NioEventLoopGroup(EVENT_LOOPS, new DefaultThreadFactory("http", true));
        var bound = server(loops).bind(host, port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            shutDown(loops);
            throw new IllegalArgumentException("ccat.pat.http: cannot listen at " + host + " port " + port + ": "
                    + bound.cause().getMessage());
        }
        var channel = bound.channel();
        channel.pipeline().addLast(new UnacceptedConnections());
        listening = Optional.of(channel);
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private ServerBootstrap server(EventLoopGroup loops) {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(ConnectionLimits.READ))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, SourceAddress.of(channel.remoteAddress()));
                    }
                });
    }

    /** Gives {@code channel} a slot, which the end of the channel itself gives back, or closes it. */
    void accept(Channel channel, SourceAddress source) {
        connections.add(channel);
        Runnable close = () -> {
            var unused = channel.close();
        };
        slots.take(source, close).ifPresentOrElse(slot -> serve(channel, slot), close);
    }

    private void serve(Channel channel, ConnectionSlots.Slot slot) {
        channel.closeFuture().addListener(closed -> slot.release());
        channel.pipeline()
                .addLast(
                        new StrictRequestDecoder(),
                        new HttpResponseEncoder(),
                        new FlowControlHandler(),
                        new ConnectionHandler(gate, metrics, limits, underWay, answering, slot));
    }

    /**
     * Closes the port and each connection that waits for a request, lets what is under way be answered, at most for
     * {@code most}, and closes the other connections.
     */
    void close(Duration most) {
        listening.ifPresent(channel -> {
            channel.close().awaitUninterruptibly();
            underWay.close();
            connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(ConnectionHandler.CLOSING));
            if (!underWay.awaitEnd(most)) {
                LOG.debug("some requests were not answered in time");
            }
            connections.close().awaitUninterruptibly();
            shutDown(channel.eventLoop().parent());
        });
    }

    private static void shutDown(EventLoopGroup loops) {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Logs in one line that a connection could not be accepted, e.g. for lack of file descriptors. */
    private static final class UnacceptedConnections extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.warnf("a connection could not be accepted: %s", cause.getMessage());
        }
    }
}

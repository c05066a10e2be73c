package io.github.ccatobs.pat.entrypoint.serve;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * The end of reading: it drops what still comes, so that a caller who is still sending gets to read its answer, and after a
 * bounded number of bytes it leaves the rest unread.
 */
final class InputDrainHandler extends ChannelInboundHandlerAdapter {

    private int left;

    /**
     * @param most how many bytes are dropped; a read under way may bring somewhat more
     */
    InputDrainHandler(int most) {
        this.left = most;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        left -= message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (left > 0) {
            context.read();
        }
    }
}

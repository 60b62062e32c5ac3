/** What a chat is compared with: a `ws` server that hands on each message to everybody as it is, and knows no questions. */
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
const welcome = { seq: 0, reset: false, lines: [], pending: [], removed: [], rules: {}, viewers: 0 };
server.on('connection', (socket) => {
  socket.on('message', (message: Buffer) => {
    const text = message.toString();
    if (text.startsWith('40')) return void socket.send(`42${JSON.stringify(['welcome', welcome])}`);
    for (const one of server.clients) one.send(text);
  });
  socket.send('0{}');
});
server.once('listening', () => process.send!({ port: (server.address() as { port: number }).port }));
process.once('disconnect', () => process.exit(0));

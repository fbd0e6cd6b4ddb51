// Adds memories to mem0, with the vectors given and without a language model, and prints what it took as JSON.
//
// Prints a line once it is warm, begins when it is sent a line, and ends when it is sent another.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Memory } from 'mem0ai/oss';

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const texts = JSON.parse(readFileSync(plan.texts, 'utf8'));

const memory = new Memory({
    disableHistory: true,
    embedder: { provider: 'openai', config: { apiKey: 'unused', embeddingDims: plan.dimension } },
    llm: { provider: 'openai', config: { apiKey: 'unused' } },
    vectorStore: {
        provider: 'pgvector',
        config: {
            collectionName: 'mem0',
            embeddingModelDims: plan.dimension,
            dimension: plan.dimension,
            host: plan.host,
            port: plan.port,
            user: plan.user,
            password: plan.password,
            dbname: plan.database,
        },
    },
});

const vector = () => Array.from({ length: plan.dimension }, () => Math.random() - 0.5);
memory.embedder = { embed: async () => vector(), embedBatch: async all => all.map(vector) };

async function add(from, to, callers) {
    let next = from;
    const caller = async () => {
        while (next < to) {
            await memory.add(texts[next++ % texts.length], { userId: plan.owner, infer: false });
        }
    };
    await Promise.all(Array.from({ length: callers }, caller));
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

await add(0, plan.warm, plan.callers);
console.log('warm');
await lines.next();
const began = performance.now();
const used = process.cpuUsage();
await add(plan.warm, plan.warm + plan.count, plan.callers);
const { user, system } = process.cpuUsage(used);
console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 }));
await lines.next();
process.exit(0);

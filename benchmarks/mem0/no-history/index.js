module.exports = class {
    constructor() {
        throw new Error('mem0 has no history here');
    }
};

#!/usr/bin/env node
// Makes one Parquet file of the rows that gt06-batch wrote, by way of DuckDB.
//
// SPDX-License-Identifier: GPL-2.0-or-later

'use strict';

const { execFileSync } = require('node:child_process');
const { closeSync, existsSync, openSync, readdirSync, readSync, realpathSync, renameSync, rmSync,
    statSync, writeSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join, resolve } = require('node:path');

const INPUT = 2, BROKEN = 3;
const help = `Usage: gt06-parquet FOLDER... -o FILE.parquet

Makes one Parquet file of the rows that gt06-batch read wrote into the folders as CSV, with the
types of gt06-batch columns; columns of --fields are texts. The file appears when it is whole.

Needs npm's package @duckdb/node-api, in the present folder or beside this program (npm install
@duckdb/node-api), and gt06-batch beside this program or in PATH; GT06_BATCH names another one.

Exit code: 0 all well; 2 bad usage or input; 3 the environment is broken.
`;

function fail(code, sentence) {
    console.error(sentence);
    process.exit(code);
}

function showHelp() {
    try {
        writeSync(1, help);
    } catch (error) {
        fail(BROKEN, `Standard output is not whole: ${error.message}`);
    }
    process.exit(0);
}

function readArguments(words) {
    const folders = [];
    let output;

    while (words.length > 0) {
        const word = words.shift();
        if (word === '-h' || word === '--help') {
            showHelp();
        } else if (word === '-o' || word === '--output') {
            output = words.shift();
        } else if (word.startsWith('-')) {
            fail(INPUT, `There is no option ${word}; see gt06-parquet --help.`);
        } else {
            folders.push(word);
        }
    }
    if (folders.length === 0 || !output)
        fail(INPUT, 'Usage: gt06-parquet FOLDER... -o FILE.parquet');
    return { folders, output };
}

function loadDuckdb() {
    for (const folder of [process.cwd(), __dirname]) {
        try {
            return createRequire(join(folder, 'any.js'))('@duckdb/node-api');
        } catch (error) {
            if (error.code !== 'MODULE_NOT_FOUND')
                throw error;
        }
    }
    return fail(BROKEN, 'DuckDB is missing; please run: npm install @duckdb/node-api');
}

// Name -> type, as gt06-batch tells them.
function readTypes() {
    const beside = join(__dirname, 'gt06-batch');
    const program = process.env.GT06_BATCH ?? (existsSync(beside) ? beside : 'gt06-batch');

    try {
        const lines = execFileSync(program, ['columns'], { encoding: 'utf8' }).trim().split('\n');
        return new Map(lines.map((line) => line.split('\t').slice(0, 2)));
    } catch (error) {
        return fail(BROKEN, `gt06-batch cannot be asked for its columns: ${error.message}`);
    }
}

function* rowFiles(folder) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory())
            yield* rowFiles(path);
        else if (entry.name.endsWith('.csv'))
            yield path;
    }
}

function firstLine(path) {
    const bytes = Buffer.alloc(65536);
    const file = openSync(path, 'r');
    const size = readSync(file, bytes);

    closeSync(file);
    return bytes.toString('utf8', 0, size).split(/\r?\n/, 1)[0];
}

// The columns of all files, which must be the same ones, and not the file that is to be written.
function readHeader(folders, output) {
    const written = existsSync(output) ? realpathSync(output) : undefined;
    let header, first;

    for (const folder of folders) {
        for (const path of rowFiles(folder)) {
            if (realpathSync(path) === written)
                fail(INPUT, `${output} is what is read: please give what is written another name.`);
            const line = firstLine(path);
            first ??= path;
            header ??= line;
            if (line !== header)
                fail(INPUT, `${path} has other columns than ${first}; please read its capture ` +
                    'again, with the same --fields.');
        }
    }
    if (header === undefined)
        fail(INPUT, 'There are no rows: the folders have no file *.csv.');
    return header.split(',');
}

const quote = (text) => `'${text.replaceAll("'", "''")}'`;

// A glob that means this very folder.
const everyRow = (folder) => join(resolve(folder).replace(/[*?[]/g, '[$&]'), '**', '*.csv');

// Of DuckDB, or of the file's name: what the rows are not to blame for.
const isOfEnvironment = (error) =>
    error.code !== undefined || /^(IO|Out of Memory|Permission|Internal|FATAL)/i.test(error.message);

function removeOnSignals(part) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
        process.once(signal, () => {
            rmSync(part, { force: true });
            process.kill(process.pid, signal);
        });
    }
}

async function main() {
    const { folders, output } = readArguments(process.argv.slice(2));
    const duckdb = loadDuckdb();
    const types = readTypes();
    const missing = folders.find(
        (folder) => !statSync(folder, { throwIfNoEntry: false })?.isDirectory());
    if (missing !== undefined)
        fail(INPUT, `There is no folder ${missing}.`);
    const columns = readHeader(folders, output)
        .map((name) => `${quote(name)}: ${quote(types.get(name) ?? 'VARCHAR')}`);
    const part = `${output}.${process.pid}.part`;
    removeOnSignals(part);
    const connection = await duckdb.DuckDBConnection.create();

    try {
        await connection.run('SET preserve_insertion_order = false');
        await connection.run(`COPY (SELECT * FROM read_csv([${folders.map(everyRow).map(quote)}],
            header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
            nullstr = '', allow_quoted_nulls = false, columns = {${columns}}))
            TO ${quote(part)} (FORMAT parquet, COMPRESSION zstd)`);
        renameSync(part, output);
    } catch (error) {
        rmSync(part, { force: true });
        fail(isOfEnvironment(error) ? BROKEN : INPUT,
            `The Parquet file cannot be made: ${error.message}`);
    }
}

main().catch((error) => fail(BROKEN, error.message));

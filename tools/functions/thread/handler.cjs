'use strict';
const { existsSync, statSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { RuntimeError } = require('./errors.cjs');

/** Extensions in the order in which Lambda's Node.js runtime tries them. */
const extensions = ['', '.js', '.mjs', '.cjs'];

/**
 * Loads the function that `handler` names (`dir/index.handler`, or `index.api.handler` for a nested export).
 * Throws a RuntimeError with the type that Lambda's runtime would report.
 */
async function loadHandler({ handler, codePath, inlineCode }) {
  const folder = handler.slice(0, handler.lastIndexOf('/') + 1);
  const parts = /^([^.]*)\.(.+)$/.exec(handler.slice(folder.length));
  if (!parts || handler.includes('..')) {
    throw new RuntimeError('Runtime.MalformedHandlerName', `Bad handler ${handler}`);
  }
  const [, moduleName, exportPath] = parts;
  const loaded = await loadModule(folder + moduleName, codePath, inlineCode);
  const found =
    lookUp(loaded, exportPath) ?? (loaded?.default ? lookUp(loaded.default, exportPath) : undefined);
  if (found === undefined) {
    throw new RuntimeError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  }
  if (typeof found !== 'function') {
    throw new RuntimeError('Runtime.HandlerNotFound', `${handler} is not a function`);
  }
  return found;
}

function lookUp(exported, path) {
  return path.split('.').reduce((value, name) => (value == null ? undefined : value[name]), exported);
}

async function loadModule(moduleName, codePath, inlineCode) {
  try {
    if (codePath === undefined) return await loadInline(inlineCode);
    return await loadFile(findFile(moduleName, codePath));
  } catch (error) {
    if (error instanceof RuntimeError) throw error;
    if (error instanceof SyntaxError) throw new RuntimeError('Runtime.UserCodeSyntaxError', String(error));
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND') {
      throw new RuntimeError('Runtime.ImportModuleError', String(error));
    }
    throw error;
  }
}

function findFile(moduleName, codePath) {
  if (statSync(codePath, { throwIfNoEntry: false })?.isFile()) return codePath;
  for (const extension of extensions) {
    const file = join(codePath, moduleName + extension);
    if (existsSync(file) && statSync(file).isFile()) return file;
  }
  throw new RuntimeError('Runtime.ImportModuleError', `Error: Cannot find module '${moduleName}'`);
}

async function loadFile(file) {
  if (file.endsWith('.mjs')) return import(pathToFileURL(file).href);
  try {
    return require(file);
  } catch (error) {
    const isEsm = error?.code === 'ERR_REQUIRE_ESM' || error?.code === 'ERR_REQUIRE_ASYNC_MODULE';
    if (!isEsm) throw error;
    return import(pathToFileURL(file).href);
  }
}

/** Inline code becomes `index.js`; since Node.js 24 it may be an ES module too. */
async function loadInline(code) {
  const file = '/var/task/index.js';
  const inline = new Module(file, module);
  inline.filename = file;
  inline.paths = Module._nodeModulePaths(dirname(file));
  try {
    inline._compile(code, file);
    return inline.exports;
  } catch (error) {
    const isEsm = error instanceof SyntaxError && /\b(import|export)\b/.test(error.message);
    if (!isEsm) throw error;
    return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  }
}

module.exports = { loadHandler };

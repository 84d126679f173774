"""Shared bits of the reference programs: simplex projection, data, timing, printing."""
import argparse, csv, ctypes, gzip, json, os, re, sys, time

# BLAS pools read their size once, at load: set it from --threads before numpy and torch come in.
_t = sys.argv[sys.argv.index('--threads') + 1] if '--threads' in sys.argv else '1'
for _v in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'):
    os.environ[_v] = _t
import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
LETTER = os.path.join(HERE, '../../datasets/src/main/resources/org/bilevel4j/datasets/letter/letter-recognition.data.gz')


def base_args(desc):
    p = argparse.ArgumentParser(description=desc)
    p.add_argument('--iters', type=int, default=1000)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--threads', type=int, default=1)
    p.add_argument('--data', default=os.environ.get('BILEVEL4J_DATA', ''), help='where data sets lie (default: BILEVEL4J_DATA)')
    p.add_argument('--bench', action='store_true', help='only time iterations, skip evaluation curves')
    p.add_argument('--warmup', type=float, default=0.0, help='with --seconds: seconds before the clock counts')
    p.add_argument('--seconds', type=float, default=0.0, help='with --bench: as many iterations as fit, instead of --iters')
    return p


def start(a):
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    return np.random.RandomState(a.seed)


def steps(a, clk):
    """Iteration numbers: --iters of them, or as many as fit into --warmup, then --seconds with the clock at zero."""
    if not (a.bench and a.seconds):
        yield from range(a.iters)
        return
    k = 0
    for limit in (a.warmup, a.seconds):
        clk.reset()
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            yield k
            k += 1


def project_simplex(v, z=1.0):
    """Euclidean projection of v onto {p >= 0, sum p = z} by sorting."""
    u, _ = torch.sort(v, descending=True)
    css = torch.cumsum(u, 0) - z
    k = torch.arange(1, v.numel() + 1, dtype=v.dtype)
    r = int((u - css / k > 0).sum())
    return torch.clamp(v - css[r - 1] / r, min=0.0)


class Clock:
    """Wall and CPU seconds spent inside training iterations only."""
    def __init__(self):
        self.reset()

    def reset(self):
        self.wall = self.cpu = 0.0
        self.n = 0

    def __enter__(self):
        self.a, self.b = time.perf_counter(), time.process_time()

    def __exit__(self, *e):
        self.wall += time.perf_counter() - self.a
        self.cpu += time.process_time() - self.b
        self.n += 1

    def stats(self):
        return dict(timed_iters=self.n, iters_per_s=round(self.n / self.wall, 2), iters_per_cpu_s=round(self.n / self.cpu, 2))


class Plateau:
    """Learning-rate factor that shrinks when a monitored value stops improving (relative 1e-4)."""
    def __init__(self, factor=0.5, patience=10):
        self.f, self.p, self.best, self.bad, self.scale = factor, patience, float('inf'), 0, 1.0

    def step(self, v):
        if v < self.best * (1 - 1e-4):
            self.best, self.bad = v, 0
        else:
            self.bad += 1
            if self.bad > self.p:
                self.scale *= self.f
                self.bad = 0
        return self.scale


def fashion_folder(data):
    """The folder of the four IDX files: DATA/fashion-mnist, DATA, the user's cache, then Debian's place."""
    cache = os.environ.get('XDG_CACHE_HOME') or os.path.expanduser('~/.cache')
    roots = ([data] if data else []) + [os.path.join(cache, 'bilevel4j'), '/usr/share/datasets']
    for folder in [os.path.join(r, s) for r in roots for s in ('fashion-mnist', '')]:
        if any(os.path.exists(os.path.join(folder, 'train-images-idx3-ubyte' + z)) for z in ('.gz', '')):
            return folder
    sys.exit(f'FashionMNIST was not found under {", ".join(roots)}. Hint: install dataset-fashion-mnist, or name its folder with --data or BILEVEL4J_DATA.')


def idx(path, offset):
    if not os.path.exists(path):
        path += '.gz'
    with (gzip.open(path) if path.endswith('.gz') else open(path, 'rb')) as f:
        return np.frombuffer(f.read(), np.uint8, offset=offset)


def fashion(data):
    root, out = fashion_folder(data), {}
    for k, p in (('train', 'train'), ('test', 't10k')):
        x = idx(f'{root}/{p}-images-idx3-ubyte', 16)
        y = idx(f'{root}/{p}-labels-idx1-ubyte', 8)
        out[k] = (torch.from_numpy(x.reshape(-1, 784).astype(np.float32) / 255.0), y.astype(np.int64))
    return out


def letter(path):
    rows = list(csv.reader(gzip.open(path, 'rt') if path.endswith('.gz') else open(path)))
    rows = [r for r in rows if len(r[0]) == 1]  # a header row, where there is one, falls out
    y = np.array([ord(r[0]) - 65 for r in rows])
    x = np.array([[float(v) for v in r[1:]] for r in rows], np.float32)
    return x, y


def blas():
    """The BLAS library this process has loaded, and the kernel it runs where it is an OpenBLAS that says so."""
    with open('/proc/self/maps') as f:
        libs = sorted({line.split()[-1] for line in f if re.search(r'/lib(open)?blas|/libmkl_|/libblis', line)})
    for path in libs:
        lib = ctypes.CDLL(path)
        if hasattr(lib, 'openblas_get_corename'):
            for name in ('openblas_get_corename', 'openblas_get_config'):
                getattr(lib, name).restype = ctypes.c_char_p
            return dict(blas=path, blas_kernel=lib.openblas_get_corename().decode(), blas_config=lib.openblas_get_config().decode())
    return dict(blas=', '.join(libs) or 'none', blas_kernel='', blas_config='')


def peak_rss_mb():
    with open('/proc/self/status') as f:
        return next(round(int(line.split()[1]) / 1024, 1) for line in f if line.startswith('VmHWM'))


def system():
    cpu = re.search(r'CPU capability usage: (\S+)', torch.__config__.show())
    return dict(torch=torch.__version__, torch_cpu=cpu.group(1) if cpu else '', torch_threads=torch.get_num_threads(),
                python=sys.version.split()[0], peak_rss_mb=peak_rss_mb(), **blas())


def emit(name, a, clock, **kw):
    skip = ('bench', 'data', 'letter')
    d = dict(program=name, **{k: v for k, v in vars(a).items() if k not in skip}, **clock.stats(), **system())
    d.update({k: (round(float(v), 6) if isinstance(v, (float, np.floating)) else v) for k, v in kw.items()})
    print(json.dumps(d), flush=True)

"""Gradients and second-order products of a 784-100-2 network in PyTorch: what autodiff is raced against.

One loss is mean softmax cross-entropy of relu(A W1) W2 plus a ridge on W2; W1 is x, W2 is y. Prints
milliseconds per call, the minimum and the median of blocks, for: the gradient in W1 and W2; the same
with H v in W2; the same with J v (the gradient in W1 of grad_W2 . v).
"""
import os
import sys
import time

os.environ.setdefault('OMP_NUM_THREADS', '1')
os.environ.setdefault('OPENBLAS_NUM_THREADS', '1')
import torch  # noqa: E402  BLAS reads its threads when it is loaded

torch.set_num_threads(1)


def loss(a, t, w1, w2):
    z = torch.relu(a @ w1) @ w2
    return torch.nn.functional.cross_entropy(z, t) + 5e-4 * (w2 * w2).sum()


def gradient(a, t, w1, w2, v):
    return torch.autograd.grad(loss(a, t, w1, w2), (w1, w2))


def with_hvp(a, t, w1, w2, v):
    g1, g2 = torch.autograd.grad(loss(a, t, w1, w2), (w1, w2), create_graph=True)
    return g1, g2, torch.autograd.grad((g2 * v).sum(), w2)[0]


def with_cross(a, t, w1, w2, v):
    g1, g2 = torch.autograd.grad(loss(a, t, w1, w2), (w1, w2), create_graph=True)
    return g1, g2, torch.autograd.grad((g2 * v).sum(), w1)[0]


def measure(f, args, seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        f(*args)
    blocks = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        n = 50
        start = time.perf_counter()
        for _ in range(n):
            f(*args)
        blocks.append((time.perf_counter() - start) / n * 1e3)
    blocks.sort()
    return blocks[0], blocks[len(blocks) // 2]


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    torch.manual_seed(1)
    for batch in (8, 128):
        a = torch.rand(batch, 784)
        t = torch.arange(batch) % 2
        w1 = (torch.randn(784, 100) * 0.05).requires_grad_()
        w2 = (torch.randn(100, 2) * 0.1).requires_grad_()
        v = torch.randn(100, 2)
        for f in (gradient, with_hvp, with_cross):
            least, middle = measure(f, (a, t, w1, w2, v), seconds)
            print(f'batch {batch:4d} {f.__name__:12s} min {least:.4f} ms  median {middle:.4f} ms', flush=True)


if __name__ == '__main__':
    main()

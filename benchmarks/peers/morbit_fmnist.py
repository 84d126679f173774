"""MORBiT representation learning: 10 binary FashionMNIST tasks, 784->100 ReLU, linear two-class heads."""
from common import base_args, start, steps, project_simplex, Clock, Plateau, emit, fashion
import numpy as np
import torch
import torch.nn.functional as F

p = base_args(__doc__)
p.add_argument('--mode', choices=['mm', 'avg'], default='mm')
p.add_argument('--hyper', choices=['itd', 'partial'], default='itd')
p.add_argument('--double-softmax', action='store_true', help='cross-entropy of softmaxed outputs, as the published code does')
p.add_argument('--momentum', type=float, default=0.0, help='0.9 in the published code')
p.add_argument('--inner', type=int, default=1)
a = p.parse_args()
rs = start(a)
PAIRS = [(0, 6), (0, 9), (1, 7), (2, 4), (2, 7), (2, 9), (4, 7), (4, 9), (3, 7), (3, 9)]
n, al, be, ga, rho = len(PAIRS), 0.01, 0.01, 0.3, 0.0005
D = fashion(a.data)


def pick(part, c):
    x, y = D[part]
    return x[torch.from_numpy(np.flatnonzero(y == c))]


def stack(parts):
    x = torch.stack([torch.cat(q) for q in parts])
    return x, torch.stack([torch.cat([torch.zeros(len(u)), torch.ones(len(v))]).long() for u, v in parts])


tr = stack([(pick('train', c), pick('train', d)) for c, d in PAIRS])
va, te = [], []
for c, d in PAIRS:
    hv, ht = [], []
    for k in (c, d):
        x = pick('test', k)
        q = torch.from_numpy(rs.permutation(len(x)))
        hv.append(x[q[:500]])
        ht.append(x[q[500:]])
    va.append(hv)
    te.append(ht)
va, te = stack(va), stack(te)
X = torch.nn.Linear(784, 100, bias=False).weight.detach().T.clone().requires_grad_()
hs = [torch.nn.Linear(100, 2) for _ in PAIRS]
w = [torch.stack([h.weight.detach().T for h in hs]), torch.stack([h.bias.detach()[None] for h in hs])]


def ce(w, e, y):
    z = torch.baddbmm(w[1], e, w[0])
    if a.double_softmax:
        z = z.softmax(2)
    return F.cross_entropy(z.transpose(1, 2), y, reduction='none').mean(1)


def batch(d, b):
    i = torch.from_numpy(rs.randint(0, d[0].shape[1], (n, b)))
    t = torch.arange(n)[:, None]
    return d[0][t, i], d[1][t, i]


def emb(x):
    return torch.relu(x @ X)


def full(d):
    return torch.stack([ce([w[0][k:k + 1], w[1][k:k + 1]], emb(d[0][k:k + 1]), d[1][k:k + 1])[0] for k in range(n)])


lam, clk = torch.full((n,), 1.0 / n), Clock()
mom = [torch.zeros_like(X), torch.zeros(n)] + [torch.zeros_like(v) for v in w]
sch, s, hist = Plateau(0.5, 10), 1.0, []
for k in steps(a, clk):
    with clk:
        for _ in range(a.inner):
            w = [v if v.requires_grad else v.requires_grad_() for v in w]
            bx, by = batch(tr, 8)
            g = torch.autograd.grad((ce(w, emb(bx), by) + rho * w[0].square().sum((1, 2))).sum(), w, create_graph=a.hyper == 'itd')
            for i in (0, 1):
                mom[2 + i] = a.momentum * mom[2 + i].detach() + g[i]
            w = [v - be * s * m for v, m in zip(w, mom[2:])]
            if a.hyper != 'itd':
                w = [v.detach() for v in w]
        bx, by = batch(va, 128)
        f = ce(w, emb(bx), by)
        g = torch.autograd.grad((lam * f).sum(), X)[0]
        mom[0] = a.momentum * mom[0] + g
        with torch.no_grad():
            X -= al * s * mom[0]
        w = [v.detach() for v in w]
        if a.mode == 'mm':
            mom[1] = a.momentum * mom[1] + f.detach()
            lam = project_simplex(lam + ga * s * mom[1])
    if not a.bench and k % 100 == 99:
        with torch.no_grad():
            v, t = full(va), full(te)
            s = sch.step((lam * v).sum().item())
            hist.append((v.max().item(), t.max().item(), v.mean().item(), t.mean().item()))
if a.bench:
    emit('morbit_fmnist', a, clk)
else:
    h = np.array(hist)
    emit('morbit_fmnist', a, clk, val_worst=h[-1, 0], test_worst=h[-1, 1], val_mean=h[-1, 2], test_mean=h[-1, 3],
         best_val_worst=h[:, 0].min(), best_test_worst=h[:, 1].min(), lam_max=lam.max().item(), lr_scale=s)

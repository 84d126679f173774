"""MORBiT on few-shot sinusoid regression: shared 1-80-80-10 ReLU embedding, one linear head per task."""
from common import base_args, start, steps, project_simplex, Clock, emit
import numpy as np
import torch
import torch.nn.functional as F

p = base_args(__doc__)
p.add_argument('--n', type=int, default=20)
p.add_argument('--mode', choices=['mm', 'avg'], default='mm')
p.add_argument('--beta', type=float, default=0.0, help='head step; 0 = the paper: 0.005 for mm, 0.011 for avg')
p.add_argument('--inner', type=int, default=1)
p.add_argument('--head', choices=['sgd', 'adam'], default='sgd', help='adam is what the published code uses')
p.add_argument('--hyper', choices=['itd', 'partial'], default='itd', help='one-step unrolled, or direct part only')
a = p.parse_args()
rs = start(a)
n, shots = a.n, 10
alpha, beta, gamma, eps_w, eps_l = 0.007, a.beta or (0.005 if a.mode == 'mm' else 0.011), 0.003, 0.01, 3.0
nt = 10 if n > 3 else 3


def make(k):
    amp = rs.uniform(0.1, 5, k)
    if n == 3:  # two easy, one hard task
        amp = np.r_[rs.uniform(0.1, 1.05, 2), rs.uniform(4.95, 5, 1)]
    return [torch.tensor(v, dtype=torch.float32)[:, None, None] for v in (amp, rs.uniform(1, 3, k), rs.uniform(0, np.pi, k))]


train, unseen = make(n), make(nt)


def target(t, x):
    return t[0] * torch.sin(t[1] * x - t[2])


def draw(t):
    x = torch.from_numpy(rs.uniform(-5, 5, (len(t[0]), shots, 1)).astype(np.float32))
    return x, target(t, x)


def lin(i, o):
    m = torch.nn.Linear(i, o)
    return [m.weight.detach().clone().requires_grad_(), m.bias.detach().clone().requires_grad_()]


net = lin(1, 80) + lin(80, 80) + lin(80, 10)


def heads(k):
    hs = [lin(10, 1) for _ in range(k)]
    return [torch.stack([h[0].detach().T for h in hs]), torch.stack([h[1].detach()[None] for h in hs])]


def embed(x):
    h = torch.relu(F.linear(x, net[0], net[1]))
    h = torch.relu(F.linear(h, net[2], net[3]))
    return F.linear(h, net[4], net[5])


def losses(w, e, y):
    return (torch.baddbmm(w[1], e, w[0]) - y).square().mean((1, 2))


def reg(w):
    return eps_w * (w[0].flatten(1).norm(dim=1) + w[1].flatten(1).norm(dim=1))


class Head:
    def __init__(self, k):
        self.w, self.t = heads(k), 0
        self.m = [torch.zeros_like(v) for v in self.w]
        self.s = [torch.zeros_like(v) for v in self.w]

    def step(self, x, y, graph):
        w = [v.detach().requires_grad_() for v in self.w] if not (graph and self.w[0].requires_grad) else self.w
        e = embed(x)
        g = torch.autograd.grad((losses(w, e, y) + reg(w)).sum(), w, create_graph=graph)
        if a.head == 'sgd':
            new = [v - beta * d for v, d in zip(w, g)]
        else:
            self.t += 1
            new = []
            for i, (v, d) in enumerate(zip(w, g)):
                self.m[i] = 0.9 * self.m[i].detach() + 0.1 * d
                self.s[i] = 0.999 * self.s[i].detach() + 0.001 * d * d
                new.append(v - beta * (self.m[i] / (1 - 0.9 ** self.t)) / ((self.s[i] / (1 - 0.999 ** self.t)).sqrt() + 1e-8))
        self.w = new if graph else [v.detach() for v in new]

    def cut(self):
        self.w = [v.detach() for v in self.w]


H, lam, clk = Head(n), torch.full((n,), 1.0 / n), Clock()
grid = torch.linspace(-5, 5, 100)[None, :, None]
best, tail = float('inf'), []
for k in steps(a, clk):
    with clk:
        for _ in range(a.inner):
            H.step(*draw(train), graph=a.hyper == 'itd')
        x, y = draw(train)
        f = losses(H.w, embed(x), y)
        g = torch.autograd.grad((lam * f).sum(), net)
        with torch.no_grad():
            for v, d in zip(net, g):
                v -= alpha * d
        H.cut()
        if a.mode == 'mm':
            lam = project_simplex(lam + gamma * (f.detach() - eps_l * (lam - 1.0 / n)))
    if not a.bench and (k % 10 == 9 or k == a.iters - 1):
        with torch.no_grad():
            gx = grid.expand(n, -1, -1)
            full = losses(H.w, embed(gx), target(train, gx))
            best = min(best, full.max().item())
            tail = (tail + [full.max().item()])[-100:]
if a.bench:
    emit('morbit_sinusoid', a, clk)
else:
    U = Head(nt)
    kept, a.head = a.head, 'adam'
    for _ in range(5):
        x, y = draw(unseen)
        for _ in range(2):
            U.step(x, y, graph=False)
    a.head = kept
    gx = grid.expand(nt, -1, -1)
    with torch.no_grad():
        un = losses(U.w, embed(gx), target(unseen, gx))
    emit('morbit_sinusoid', a, clk, best_worst=best, tail_worst=np.median(tail), final_avg=full.mean().item(),
         unseen_worst=un.max().item(), unseen_avg=un.mean().item(), lam_max=lam.max().item())
